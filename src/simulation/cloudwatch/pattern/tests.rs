//! Patterns and the lines that match them.

use super::*;

fn matches(pattern: &str, line: &str) -> bool {
    Pattern::parse(pattern).expect(pattern).matches(line)
}

#[test]
fn terms_are_words_in_any_order() {
    assert!(matches("", "anything"));
    assert!(matches("ERROR", "[ERROR 400] BAD REQUEST"));
    assert!(!matches("ERROR", "error"));
    assert!(!matches("ERROR", "ERRORS"));
    assert!(matches("ERROR REQUEST", "BAD REQUEST: ERROR"));
    assert!(!matches("ERROR ARGUMENTS", "ERROR 400"));
    assert!(matches("\"BAD REQUEST\"", "ERROR: BAD REQUEST"));
    assert!(!matches("\"BAD REQUEST\"", "REQUEST BAD"));
    assert!(matches("ERROR -EXITING", "ERROR 1"));
    assert!(!matches("ERROR -EXITING", "ERROR EXITING"));
    assert!(matches("?ERROR ?WARN", "a WARN"));
    assert!(!matches("?ERROR ?WARN", "an INFO"));
}

#[test]
fn json_fields_are_compared() {
    let line = r#"{"eventName":"StopLogging","sourceIPAddress":"123.123.0.1","n":12,"user":{"id":1,"mfa":false},"list":[{"arn":"a"},{"arn":"b"}],"none":null}"#;
    for (pattern, wanted) in [
        (r#"{ $.eventName = "StopLogging" }"#, true),
        (r"{ $.eventName = StopLogging }", true),
        (r#"{ $.eventName = "StartLogging" }"#, false),
        (r#"{ $.eventName != "StartLogging" }"#, true),
        (
            r#"{ ($.eventName = "StopLogging") || ($.eventName = "DeleteTrail") }"#,
            true,
        ),
        (r#"{ ($.eventName = "StopLogging") && ($.n > 12) }"#, false),
        (r"{ $.n >= 12 && $.n < 13 }", true),
        (r#"{ $.sourceIPAddress = "123.123.*" }"#, true),
        (r#"{ $.sourceIPAddress = "*.123.*.1" }"#, true),
        (r#"{ $.sourceIPAddress != "123.123.*" }"#, false),
        (r"{ $.user.id = 1 }", true),
        (r"{ $.user.mfa IS FALSE }", true),
        (r"{ $.user.mfa IS TRUE }", false),
        (r#"{ $.list[1].arn = "b" }"#, true),
        (r#"{ $.list[*].arn = "a" }"#, true),
        (r#"{ $.list[2].arn = "b" }"#, false),
        (r"{ $.none IS NULL }", true),
        (r"{ $.errorCode NOT EXISTS }", true),
        (r"{ $.eventName NOT EXISTS }", false),
        (r#"{ $.errorCode != "x" }"#, false),
    ] {
        assert_eq!(matches(pattern, line), wanted, "{pattern}");
    }
    assert!(!matches(
        r#"{ $.eventName = "StopLogging" }"#,
        "no JSON: StopLogging"
    ));
}

#[test]
fn what_cannot_be_read_says_why() {
    for pattern in [
        "[ip, user]",
        "%AUTH.*%",
        "{ $.a = 1",
        "{ eventName = 1 }",
        "{ $.a }",
        "{ $.a > word }",
        "\"open",
        "{ ($.a = 1 }",
        "{ $. = 1 }",
        "{ $.a[x] = 1 }",
        "{ $.a = 1 $.b = 2 }",
    ] {
        let why = Pattern::parse(pattern).expect_err(pattern);
        assert!(why.ends_with('.'), "{why}");
    }
    assert!(Pattern::parse(&format!("{{ {}", "(".repeat(900))).is_err());
    assert!(Pattern::parse(&format!("{{ {} }}", "(".repeat(900))).is_err());
}
