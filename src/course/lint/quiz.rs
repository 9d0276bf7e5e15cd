//! What a quiz keeps to, so that nobody can pass it without having understood.

use super::Limits;
use crate::course::lesson::Chapter;
use crate::course::read::Fault;

/// Checks the quiz of a chapter.
pub fn check(chapter: &Chapter, faults: &mut Vec<Fault>) {
    let mut tell = |why: String| faults.push(Fault::new("quiz", why).in_file("chapter.json"));
    let quiz = &chapter.quiz;
    let wanted = Limits::of(chapter.number).questions;
    if quiz.len() != wanted {
        tell(format!(
            "there are {} questions, and should be {wanted}",
            quiz.len()
        ));
    }
    let mut places = [0_usize; 4];
    for question in quiz {
        places[question.right()] += 1;
    }
    let most = wanted / 2;
    if quiz.len() == wanted && places.iter().any(|count| *count == 0 || *count > most) {
        tell("the right options are not spread over A to D".to_owned());
    }
    let longest = quiz.iter().filter(|question| {
        let length = |place: usize| question.options[place].text.chars().count();
        let right = question.right();
        (0..4).all(|place| place == right || length(place) < length(right))
    });
    if longest.count() > wanted / 2 {
        tell("the right option is the longest in more than half of the questions".to_owned());
    }
    let back = quiz.iter().filter_map(|question| question.from);
    let back: Vec<u32> = back.collect();
    if chapter.number > 1 && back.is_empty() {
        tell("one question comes back to an earlier chapter: give it `from`".to_owned());
    }
    if let Some(from) = back.iter().find(|from| **from >= chapter.number) {
        tell(format!(
            "`from` names chapter {from}, which is no earlier one"
        ));
    }
}
