//! Condition operators, by the list of the guide.
//! [IAM UG: Policy elements: Condition operators]

/// What an operator compares as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Text, letter for letter.
    String,
    /// Text, whatever the case.
    StringIgnoreCase,
    /// Text with wildcards.
    StringLike,
    /// Numbers.
    Numeric(Order),
    /// Dates.
    Date(Order),
    /// True or false.
    Bool,
    /// Addresses in a block.
    Ip,
    /// ARNs, part by part, with wildcards.
    Arn,
    /// Whether the key is there at all.
    Null,
    /// Bytes; not modelled.
    Binary,
}

/// How two values have to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The same.
    Equal,
    /// The request's below.
    Less,
    /// The request's below or the same.
    LessEqual,
    /// The request's above.
    Greater,
    /// The request's above or the same.
    GreaterEqual,
}

/// What is done with a key that has several values in the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// `ForAllValues:`
    All,
    /// `ForAnyValue:`
    Any,
}

/// An operator, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operator {
    /// What it compares as.
    pub family: Family,
    /// Whether it holds where nothing matches.
    pub negated: bool,
    /// Whether it holds where the key is missing.
    pub if_exists: bool,
    /// For keys with several values.
    pub quantifier: Option<Quantifier>,
}

/// All of them, without prefix and suffix.
pub const ALL: [(&str, Family, bool); 27] = {
    use Family::*;
    use Order::*;
    [
        ("StringEquals", String, false),
        ("StringNotEquals", String, true),
        ("StringEqualsIgnoreCase", StringIgnoreCase, false),
        ("StringNotEqualsIgnoreCase", StringIgnoreCase, true),
        ("StringLike", StringLike, false),
        ("StringNotLike", StringLike, true),
        ("NumericEquals", Numeric(Equal), false),
        ("NumericNotEquals", Numeric(Equal), true),
        ("NumericLessThan", Numeric(Less), false),
        ("NumericLessThanEquals", Numeric(LessEqual), false),
        ("NumericGreaterThan", Numeric(Greater), false),
        ("NumericGreaterThanEquals", Numeric(GreaterEqual), false),
        ("DateEquals", Date(Equal), false),
        ("DateNotEquals", Date(Equal), true),
        ("DateLessThan", Date(Less), false),
        ("DateLessThanEquals", Date(LessEqual), false),
        ("DateGreaterThan", Date(Greater), false),
        ("DateGreaterThanEquals", Date(GreaterEqual), false),
        ("Bool", Bool, false),
        ("BinaryEquals", Binary, false),
        ("IpAddress", Ip, false),
        ("NotIpAddress", Ip, true),
        ("ArnEquals", Arn, false),
        ("ArnNotEquals", Arn, true),
        ("ArnLike", Arn, false),
        ("ArnNotLike", Arn, true),
        ("Null", Null, false),
    ]
};

impl Operator {
    /// Takes it apart; none where AWS has no such operator. Case does not
    /// matter. [IAM UG: Grammar of the IAM JSON policy language]
    pub fn parse(text: &str) -> Option<Self> {
        let (quantifier, rest) = match text.split_once(':') {
            Some((prefix, rest)) if prefix.eq_ignore_ascii_case("ForAllValues") => {
                (Some(Quantifier::All), rest)
            }
            Some((prefix, rest)) if prefix.eq_ignore_ascii_case("ForAnyValue") => {
                (Some(Quantifier::Any), rest)
            }
            Some(_) => return None,
            None => (None, text),
        };
        let lower = rest.to_ascii_lowercase();
        let (name, if_exists) = match lower.strip_suffix("ifexists") {
            Some(name) => (name, true),
            None => (&lower[..], false),
        };
        let (_, family, negated) = ALL
            .into_iter()
            .find(|(it, ..)| it.eq_ignore_ascii_case(name))?;
        // Null asks whether a key exists; it has no IfExists.
        if family == Family::Null && if_exists {
            return None;
        }
        Some(Self {
            family,
            negated,
            if_exists,
            quantifier,
        })
    }
}
