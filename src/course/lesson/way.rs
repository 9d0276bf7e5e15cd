//! The way through a chapter's text: where in its units the tasks and figures stand, and
//! what comes behind them.

use super::{Block, Chapter};

/// Whether a block is the mark of this task.
fn is_mark(block: &Block, task: &str) -> bool {
    matches!(block, Block::Task(id) if id == task)
}

impl Chapter {
    /// The unit that holds a task, counted from 0.
    pub fn unit_of(&self, task: &str) -> usize {
        let holds = |blocks: &[Block]| blocks.iter().any(|block| is_mark(block, task));
        let found = self.units.iter().position(|unit| holds(&unit.blocks));
        found.unwrap_or_default()
    }

    /// The blocks of a task's unit, and the place of its mark among them.
    fn marked(&self, task: &str) -> (&[Block], usize) {
        let unit = self.units.get(self.unit_of(task));
        let blocks = unit.map_or(&[][..], |unit| &unit.blocks);
        let mark = blocks.iter().position(|block| is_mark(block, task));
        (blocks, mark.unwrap_or(blocks.len()))
    }

    /// Where in its unit the text begins that leads to a task: behind the task before it.
    pub fn text_of(&self, task: &str) -> usize {
        let (blocks, mark) = self.marked(task);
        let mut before = blocks[..mark].iter();
        let last = before.rposition(|block| matches!(block, Block::Task(_)));
        last.map_or(0, |place| place + 1)
    }

    /// The block of its unit that follows a task.
    pub fn behind(&self, task: &str) -> usize {
        let (blocks, mark) = self.marked(task);
        (mark + 1).min(blocks.len())
    }

    /// Whether a task is the last of its unit, and something to read stands behind it.
    pub fn leaves_text(&self, task: &str) -> bool {
        let (blocks, _) = self.marked(task);
        let rest = &blocks[self.behind(task)..];
        !rest.is_empty() && !rest.iter().any(|block| matches!(block, Block::Task(_)))
    }

    /// The block of a task's unit in which the figure stands that the task is about.
    pub fn figure_of(&self, task: &str) -> Option<usize> {
        let name = self.task(task)?.figure.as_ref()?;
        let (blocks, _) = self.marked(task);
        let is_it = |block: &Block| matches!(block, Block::Figure(it) if it == name);
        blocks.iter().position(is_it)
    }

    /// The place among all tasks of the first one in a unit.
    pub fn first_task_of(&self, unit: usize) -> Option<usize> {
        let blocks = &self.units.get(unit)?.blocks;
        let first = blocks.iter().find_map(|block| match block {
            Block::Task(id) => Some(id),
            _ => None,
        })?;
        self.tasks.iter().position(|task| task.id == *first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chapter() -> Chapter {
        let task = |id: &str, figure: &str| {
            format!(
                r#"{{"id": "{id}", "kind": "build", "title": "t", "text": "t", {figure}
                    "check": {{"errors": 0}}}}"#
            )
        };
        let settings = format!(
            r#"{{"number": 1, "title": "t", "version": 1, "sources": {{}},
                "figures": {{"board": {{"figure": "ruler"}}}}, "tasks": [{}, {}, {}]}}"#,
            task("a", ""),
            task("b", r#""figure": "board","#),
            task("c", ""),
        );
        let text = "[[unit One]]\nText.\n[[task a]]\nMore.\n[[figure board]]\n[[task b]]\nRest.\n\
                    [[unit Two]]\n[[task c]]\n";
        Chapter::read(&settings, text).unwrap()
    }

    #[test]
    fn the_way_leads_from_task_to_task_and_over_no_text() {
        let chapter = chapter();
        assert_eq!(["a", "b", "c"].map(|task| chapter.unit_of(task)), [0, 0, 1]);
        assert_eq!(["a", "b", "c"].map(|task| chapter.text_of(task)), [0, 2, 0]);
        assert_eq!(["a", "b", "c"].map(|task| chapter.behind(task)), [2, 5, 1]);
        // Behind `a` another task comes, behind `b` there is text, behind `c` nothing.
        let leaves = ["a", "b", "c"].map(|task| chapter.leaves_text(task));
        assert_eq!(leaves, [false, true, false]);
        assert_eq!(
            ["a", "b"].map(|task| chapter.figure_of(task)),
            [None, Some(3)]
        );
        assert_eq!(
            [0, 1, 2].map(|unit| chapter.first_task_of(unit)),
            [Some(0), Some(2), None]
        );
    }
}
