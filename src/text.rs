//! The small change of sentences: lists, numbers with their word, articles,
//! capitals. Every room that speaks takes them from here, so that one thing is
//! never said in two ways.

/// Lists things as one does in a sentence: "a", "a and b", "a, b and c".
pub fn list(items: impl IntoIterator<Item = impl Into<String>>) -> String {
    list_of(items.into_iter().map(Into::into).collect())
}

fn list_of(mut items: Vec<String>) -> String {
    match items.pop() {
        None => String::new(),
        Some(last) if items.is_empty() => last,
        Some(last) => format!("{} and {last}", items.join(", ")),
    }
}

/// "1 address", "2 addresses": `one` or `many`, with the number before it.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The same where nothing is worth a word of its own: "no errors", "1 error".
pub fn count_or_none(number: usize, one: &str, many: &str) -> String {
    match number {
        0 => format!("no {many}"),
        number => count(number, one, many),
    }
}

/// "a subnet", "an EC2 instance".
pub fn with_article(title: &str) -> String {
    // Abbreviations are read letter by letter: an "EC2", an "RDS", but a "VPC".
    let abbreviation = title
        .split(' ')
        .next()
        .is_some_and(|word| word.len() > 1 && word.chars().all(|c| !c.is_lowercase()));
    // All but NAT, which is said as a word.
    let spelled = abbreviation && !title.starts_with("NAT ");
    let vowels = if spelled { "AEFHILMNORSX" } else { "AEIO" };
    let article = match title.chars().next() {
        Some(first) if vowels.contains(first.to_ascii_uppercase()) => "an",
        _ => "a",
    };
    let title = match title.chars().next() {
        // A capital inside a sentence stays only where the word is a name.
        Some(first) if !abbreviation && !is_name(title) => {
            first.to_lowercase().collect::<String>() + &title[first.len_utf8()..]
        }
        _ => title.to_owned(),
    };
    format!("{article} {title}")
}

fn is_name(title: &str) -> bool {
    ["Region", "Auto Scaling", "Route 53"]
        .iter()
        .any(|name| title.starts_with(name))
}

/// Several of a thing: "subnets", "policies", "NAT gateways".
pub fn plural(noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{noun}s"),
    }
}

/// The text with its first letter in upper case.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().collect::<String>() + letters.as_str(),
        None => String::new(),
    }
}

/// A label as it reads inside a sentence: "Route table" loses its capital,
/// "IPv4 CIDR" and "VPC" keep theirs.
pub fn in_a_sentence(label: &str) -> String {
    if label.starts_with("Auto Scaling") || label.starts_with("Route 53") {
        return label.to_owned();
    }
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().collect::<String>() + &label[first.len_utf8()..]
        }
        _ => label.to_owned(),
    }
}

/// A number with its thousands apart: 65,536.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_in_a_sentence() {
        assert_eq!(list(Vec::<String>::new()), "");
        assert_eq!(list(["a"]), "a");
        assert_eq!(list(["a", "b"]), "a and b");
        assert_eq!(list(["a", "b", "c"]), "a, b and c");
    }

    #[test]
    fn numbers_take_their_word_along() {
        assert_eq!(count(1, "address", "addresses"), "1 address");
        assert_eq!(count(0, "address", "addresses"), "0 addresses");
        assert_eq!(count_or_none(0, "error", "errors"), "no errors");
        assert_eq!(count_or_none(2, "error", "errors"), "2 errors");
    }

    #[test]
    fn labels_lose_their_capital_inside_a_sentence() {
        assert_eq!(in_a_sentence("Route table"), "route table");
        assert_eq!(in_a_sentence("IPv4 CIDR"), "IPv4 CIDR");
        assert_eq!(capitalised("host bits"), "Host bits");
    }

    #[test]
    fn articles_follow_the_sound() {
        let said = ["VPC", "EC2 instance", "RDS database", "NAT gateway"].map(with_article);
        assert_eq!(
            said,
            [
                "a VPC",
                "an EC2 instance",
                "an RDS database",
                "a NAT gateway"
            ]
        );
    }

    #[test]
    fn thousands_stand_apart() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1_024, "1,024"),
            (4_294_967_296, "4,294,967,296"),
        ] {
            assert_eq!(grouped(number), text);
        }
    }
}
