//! A show of hands, counted by the teacher.

/// How many hands were raised for each option.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hands(Vec<u32>);

/// More people are in no room.
const MOST: u32 = 999;

impl Hands {
    /// Nobody has raised a hand for any of so many options.
    pub fn none(options: usize) -> Self {
        Self(vec![0; options])
    }

    /// One more hand, or one less, for an option.
    pub fn count(&mut self, option: usize, more: bool) {
        if let Some(hands) = self.0.get_mut(option) {
            *hands = match more {
                true => (*hands + 1).min(MOST),
                false => hands.saturating_sub(1),
            };
        }
    }

    /// The hands for an option.
    pub fn of(&self, option: usize) -> u32 {
        self.0.get(option).copied().unwrap_or_default()
    }

    /// All hands.
    pub fn all(&self) -> u32 {
        self.0.iter().sum()
    }

    /// The share of an option, in percent of all hands; 0 while nobody has raised one.
    pub fn percent(&self, option: usize) -> u32 {
        match self.all() {
            0 => 0,
            all => (self.of(option) * 100 + all / 2) / all,
        }
    }

    /// As text, to be sent to the other window.
    pub fn to_text(&self) -> String {
        let all: Vec<String> = self.0.iter().map(u32::to_string).collect();
        all.join(",")
    }

    /// Reads what [`Hands::to_text`] wrote.
    pub fn from_text(text: &str) -> Self {
        let all = text.split(',').filter_map(|it| it.parse().ok());
        Self(all.map(|it: u32| it.min(MOST)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hands_are_counted_up_and_down() {
        let mut hands = Hands::none(3);
        assert_eq!((hands.all(), hands.percent(0)), (0, 0));
        for _ in 0..5 {
            hands.count(1, true);
        }
        hands.count(0, true);
        hands.count(2, false);
        hands.count(9, true);
        assert_eq!([0, 1, 2].map(|it| hands.of(it)), [1, 5, 0]);
        assert_eq!([0, 1, 2].map(|it| hands.percent(it)), [17, 83, 0]);
        hands.count(1, false);
        assert_eq!(hands.all(), 5);
        assert_eq!(Hands::from_text(&hands.to_text()), hands);
    }
}
