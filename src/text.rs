//! The small change of sentences: lists, numbers with their word, articles,
//! capitals. Every room that speaks takes them from here, so that one thing is
//! never said in two ways.

use std::fmt::Display;

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

/// Lists things of which one is enough: "a", "a or b", "a, b or c".
pub fn either(items: impl IntoIterator<Item = impl Into<String>>) -> String {
    let mut items: Vec<String> = items.into_iter().map(Into::into).collect();
    match items.pop() {
        None => String::new(),
        Some(last) if items.is_empty() => last,
        Some(last) => format!("{} or {last}", items.join(", ")),
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

/// Words of somebody else inside a sentence of ours. Those that run from right to
/// left are set apart, and signs that turn the direction of a text are left out, so
/// that no title can turn the words around it.
pub fn isolated(words: &str) -> String {
    let words = without_turns(words);
    let from_right = |sign: char| matches!(sign, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    if words.chars().any(from_right) {
        format!("\u{2068}{words}\u{2069}")
    } else {
        words
    }
}

/// Words without the signs that turn the direction of a text.
pub fn without_turns(words: &str) -> String {
    words.chars().filter(|sign| !turns(*sign)).collect()
}

/// Whether a sign turns the direction of a text [UAX 9 §2].
const fn turns(sign: char) -> bool {
    matches!(sign, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a sign can stand in a text that others go on with: XML allows it,
/// and it does not turn round what follows.
pub fn is_writable(sign: char) -> bool {
    !sign.is_control() && !turns(sign) && !matches!(sign, '\u{fffe}' | '\u{ffff}')
}

/// A text so that it is text in HTML and XML, in an element and in an attribute,
/// whatever somebody called a thing: markup is written out, and what is not
/// writable is left out.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            sign if is_writable(sign) => out.push(sign),
            _ => {}
        }
    }
    out
}

/// So many bytes as one says it: "30 MB", "8.5 MB", "640 KB".
pub fn size(bytes: usize) -> String {
    const KB: usize = 1024;
    const MB: usize = KB * KB;
    let (unit, word) = match bytes {
        MB.. => (MB, "MB"),
        KB.. => (KB, "KB"),
        _ => return count(bytes, "byte", "bytes"),
    };
    // In tenths, rounded up: what is too large never reads as what is allowed.
    let tenths = (bytes * 10).div_ceil(unit);
    match (tenths / 10, tenths % 10) {
        (whole, 0) => format!("{whole} {word}"),
        (whole @ 10.., _) => format!("{} {word}", whole + 1),
        (whole, rest) => format!("{whole}.{rest} {word}"),
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

/// The text as the end of a sentence.
pub fn ended(text: &str) -> String {
    match text.ends_with(['.', '?', '!', '”']) {
        true => text.to_owned(),
        false => format!("{text}."),
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

/// A whole number, or its digits, with the thousands apart: 65,536.
pub fn grouped(number: impl Display) -> String {
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

/// A number as one reads it: thousands apart, at most so many digits behind the point, and
/// none that is needless.
pub fn number(value: f64, digits: usize) -> String {
    let text = format!("{:.digits$}", value.abs());
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let part = part.trim_end_matches('0');
    let is_zero = part.is_empty() && whole == "0";
    let sign = if value < 0.0 && !is_zero { "−" } else { "" };
    let whole = grouped(whole);
    match part {
        "" => format!("{sign}{whole}"),
        part => format!("{sign}{whole}.{part}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_no_needless_digits() {
        for (value, digits, said) in [
            (65_536.0, 4, "65,536"),
            (99.9975, 4, "99.9975"),
            (99.9975, 2, "100"),
            (251.0, 2, "251"),
            (100.0, 0, "100"),
            (-1_019.5, 2, "−1,019.5"),
            (-0.001, 2, "0"),
        ] {
            assert_eq!(number(value, digits), said);
        }
    }

    #[test]
    fn numbers_read_as_one_says_them() {
        assert_eq!(
            [7, 999, 1_000, 6_120, 1_048_576].map(grouped),
            ["7", "999", "1,000", "6,120", "1,048,576"]
        );
        let mb = 1024 * 1024;
        assert_eq!(
            [1, 700, 1024, 8 * mb, 8 * mb + 1, 30_000_070].map(size),
            ["1 byte", "700 bytes", "1 KB", "8 MB", "8.1 MB", "29 MB"]
        );
    }

    #[test]
    fn no_title_turns_the_words_around_it() {
        assert_eq!(isolated("Shop"), "Shop");
        assert_eq!(isolated("\u{202e}pohS\u{2069}"), "pohS");
        assert_eq!(isolated("חנות"), "\u{2068}חנות\u{2069}");
    }

    #[test]
    fn lists_read_as_in_a_sentence() {
        assert_eq!(list(Vec::<String>::new()), "");
        assert_eq!(list(["a"]), "a");
        assert_eq!(list(["a", "b"]), "a and b");
        assert_eq!(list(["a", "b", "c"]), "a, b and c");
        assert_eq!(either(["a", "b", "c"]), "a, b or c");
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
    fn a_sentence_ends_once() {
        assert_eq!(ended("It does"), "It does.");
        assert_eq!(ended("Does it?"), "Does it?");
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
    fn nothing_of_a_name_is_markup() {
        assert_eq!(
            escaped("<script>alert('x')</script> & \"more\""),
            "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;more&quot;"
        );
        assert_eq!(
            escaped("</text><script>\"&'\u{0}\u{202e}x"),
            "&lt;/text&gt;&lt;script&gt;&quot;&amp;&#39;x"
        );
        assert_eq!(escaped("a\u{202e}b\u{0}c\u{ffff}d"), "abcd");
        assert_eq!(escaped("מי שלום מैं 王 Ñandú 👩‍🏫"), "מי שלום מैं 王 Ñandú 👩‍🏫");
    }

    #[test]
    fn thousands_stand_apart() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1_024, "1,024"),
            (4_294_967_296_u64, "4,294,967,296"),
        ] {
            assert_eq!(grouped(number), text);
        }
    }
}
