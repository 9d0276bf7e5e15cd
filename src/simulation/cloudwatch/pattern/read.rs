//! From the text of a pattern for JSON lines to its conditions.

use super::ask::{Ask, Order, Step, Test};

/// Reads what stands between { and }.
pub(super) fn conditions(text: &str) -> Result<Test, String> {
    let mut reader = Reader {
        rest: text,
        depth: 0,
    };
    let test = reader.or()?;
    reader.space();
    match reader.rest {
        "" => Ok(test),
        rest => Err(format!(
            "“{}” stands where the pattern could end.",
            first(rest)
        )),
    }
}

/// Reads `$.a.b[0]`.
pub(crate) fn path(text: &str) -> Result<Vec<Step>, String> {
    let mut reader = Reader {
        rest: text,
        depth: 0,
    };
    let path = reader.path()?;
    match reader.rest.trim() {
        "" => Ok(path),
        rest => Err(format!("“{rest}” stands behind the field.")),
    }
}

fn first(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or(text)
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn takes(&mut self, sign: &str) -> bool {
        self.space();
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn or(&mut self) -> Result<Test, String> {
        self.depth += 1;
        if self.depth > 32 {
            return Err("The pattern is nested too deep.".to_owned());
        }
        let mut test = self.and()?;
        while self.takes("||") {
            test = Test::Or(Box::new(test), Box::new(self.and()?));
        }
        self.depth -= 1;
        Ok(test)
    }

    fn and(&mut self) -> Result<Test, String> {
        let mut test = self.one()?;
        while self.takes("&&") {
            test = Test::And(Box::new(test), Box::new(self.one()?));
        }
        Ok(test)
    }

    fn one(&mut self) -> Result<Test, String> {
        if self.takes("(") {
            let inner = self.or()?;
            return match self.takes(")") {
                true => Ok(inner),
                false => Err("A ) is missing.".to_owned()),
            };
        }
        let path = self.path()?;
        Ok(Test::Field(path, self.ask()?))
    }

    fn path(&mut self) -> Result<Vec<Step>, String> {
        if !self.takes("$") {
            return Err("A field begins with $, as in $.eventName.".to_owned());
        }
        let mut path = Vec::new();
        loop {
            if let Some(rest) = self.rest.strip_prefix('.') {
                let inside = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-' | ':');
                let end = rest.find(|it| !inside(it)).unwrap_or(rest.len());
                let (name, behind) = rest.split_at(end);
                if name.is_empty() {
                    return Err("The name of a field is missing behind the dot.".to_owned());
                }
                path.push(Step::Name(name.to_owned()));
                self.rest = behind;
            } else if let Some(rest) = self.rest.strip_prefix('[') {
                let (inside, behind) = rest.split_once(']').ok_or("A ] is missing.")?;
                let inside = inside.trim();
                let name = inside
                    .strip_prefix(['\'', '"'])
                    .and_then(|it| it.strip_suffix(['\'', '"']));
                path.push(match (inside, name) {
                    ("*", _) => Step::Any,
                    (_, Some(name)) => Step::Name(name.to_owned()),
                    (number, _) => Step::Index(
                        number
                            .parse()
                            .map_err(|_| format!("“{number}” is no place in a list."))?,
                    ),
                });
                self.rest = behind;
            } else {
                return Ok(path);
            }
        }
    }

    fn ask(&mut self) -> Result<Ask, String> {
        self.space();
        for (words, ask) in [
            ("NOT EXISTS", Ask::NotExists),
            ("EXISTS", Ask::Exists),
            ("IS NULL", Ask::Null),
            ("IS TRUE", Ask::Truth(true)),
            ("IS FALSE", Ask::Truth(false)),
        ] {
            if self.takes(words) {
                return Ok(ask);
            }
        }
        for (sign, order) in [
            ("!=", Order::NotEqual),
            (">=", Order::GreaterOrEqual),
            ("<=", Order::LessOrEqual),
            ("=", Order::Equal),
            (">", Order::Greater),
            ("<", Order::Less),
        ] {
            if self.takes(sign) {
                return self.value(order);
            }
        }
        Err(format!(
            "“{}” is no comparison such as =.",
            first(self.rest)
        ))
    }

    fn value(&mut self, order: Order) -> Result<Ask, String> {
        self.space();
        let text = match self.rest.strip_prefix('"') {
            Some(quoted) => {
                let (text, behind) = quoted.split_once('"').ok_or("A \" is missing.")?;
                self.rest = behind;
                text
            }
            None => {
                let stops = |it: char| it.is_whitespace() || matches!(it, ')' | '&' | '|');
                let end = self.rest.find(stops).unwrap_or(self.rest.len());
                let (text, behind) = self.rest.split_at(end);
                self.rest = behind;
                if let Some(number) = text.parse().ok().filter(|it: &f64| it.is_finite()) {
                    return Ok(Ask::Number(order, number));
                }
                text
            }
        };
        match order {
            _ if text.is_empty() => Err("A value is missing behind the comparison.".to_owned()),
            Order::Equal => Ok(Ask::Is(text.to_owned())),
            Order::NotEqual => Ok(Ask::IsNot(text.to_owned())),
            _ => Err(format!(
                "“{text}” is no number, and only numbers are more or less."
            )),
        }
    }
}
