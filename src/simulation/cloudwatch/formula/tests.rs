//! Formulas and what they come to.

use super::*;

const NAMES: &[&str] = &["a", "b"];

fn values(text: &str) -> Values {
    let a = vec![Some(1.0), None, Some(4.0), Some(-9.0)];
    let b = vec![Some(2.0), Some(0.0), None, Some(3.0)];
    let formula = Formula::parse(text, NAMES).expect(text);
    formula.evaluate(&[a, b], 60.0)
}

fn wrong(text: &str) -> String {
    Formula::parse(text, NAMES).expect_err(text).to_string()
}

#[test]
fn signs_bind_as_usual() {
    assert_eq!(values("1 + 2 * 3 - 4 / 2")[0], Some(5.0));
    assert_eq!(values("-(1 + 2) * 3")[0], Some(-9.0));
    assert_eq!(values("8 / 4 / 2")[0], Some(1.0));
    assert_eq!(values("1 + 1 == 2 AND 3 > 2")[0], Some(1.0));
    assert_eq!(values("1 > 2 OR 2 <= 2")[0], Some(1.0));
}

#[test]
fn what_is_missing_stays_missing() {
    assert_eq!(values("a + b"), [Some(3.0), None, None, Some(-6.0)]);
    // SCW-17: also where it is divided by zero.
    assert_eq!(
        values("FILL(a, 6) / b"),
        [Some(0.5), None, None, Some(-3.0)]
    );
}

#[test]
fn gaps_are_filled_in_three_ways() {
    assert_eq!(values("FILL(a, 0)")[1], Some(0.0));
    assert_eq!(values("FILL(a, REPEAT)")[1], Some(1.0));
    assert_eq!(values("FILL(a, LINEAR)")[1], Some(2.5));
    // A metric that never had a value is filled, too.
    let formula = Formula::parse("FILL(a, 0) + b", NAMES).unwrap();
    let filled = formula.evaluate(&[vec![None], vec![Some(2.0)]], 60.0);
    assert_eq!(filled, [Some(2.0)]);
}

#[test]
fn changes_are_from_the_value_before() {
    assert_eq!(values("DIFF(a)"), [None, None, Some(3.0), Some(-13.0)]);
    assert_eq!(values("RATE(a)")[2], Some(3.0 / 120.0));
    assert_eq!(values("b / PERIOD(b)")[3], Some(0.05));
}

#[test]
fn functions_over_time_and_side_by_side() {
    assert_eq!(values("SUM(a)"), [Some(-4.0); 4]);
    assert_eq!(values("AVG(b)")[0], Some(5.0 / 3.0));
    let side = [Some(3.0), Some(0.0), Some(4.0), Some(-6.0)];
    assert_eq!(values("SUM([a, b])"), side);
    assert_eq!(values("SUM(METRICS())"), side);
    assert_eq!(values("MAX([a, b])")[3], Some(3.0));
    assert_eq!(values("MIN([a, b, -20])")[3], Some(-20.0));
    assert_eq!(values("ABS(a)")[3], Some(9.0));
    assert_eq!(values("CEIL(b / 4) + FLOOR(b / 4)")[0], Some(1.0));
}

#[test]
fn a_condition_chooses() {
    assert_eq!(
        values("IF(b > 1, a, 7)"),
        [Some(1.0), Some(7.0), None, Some(-9.0)]
    );
    assert_eq!(values("IF(b > 2, a)"), [None, None, None, Some(-9.0)]);
}

#[test]
fn errors_say_where_and_what_to_do() {
    expect_test::expect![[r#"
                     at character 1, the formula ends. A number or the name of a metric comes here.
        a +          at character 4, the formula ends. A number or the name of a metric comes here.
        a b          at character 3, “b” stands where the formula could end. Put a sign such as + between two values, or take it out.
        c / a        at character 1, no metric is called c. Its metrics are called a, b.
        (a           at character 3, a “)” is missing. Put a ) here.
        FILL(a)      at character 7, FILL does not say what fills the gaps. Write FILL(m, 0), FILL(m, REPEAT) or FILL(m, LINEAR).
        LOG(a)       at character 1, LOG is not modelled here. There are SUM, AVG, MIN, MAX, ABS, CEIL, FLOOR, RATE, DIFF, PERIOD, IF, FILL.
        FOO(a)       at character 1, CloudWatch has no function FOO. There are SUM, AVG, MIN, MAX, ABS, CEIL, FLOOR, RATE, DIFF, PERIOD, IF, FILL.
        SEARCH('x')  at character 1, an alarm takes no SEARCH. Name the metrics one by one.
        a ^ 2        at character 3, powers with ^ are not modelled here. Multiply instead: m * m.
        1.2.3        at character 1, “1.2.3” is no number. Write it as 12 or 0.5.
        IF(a)        at character 1, IF has 1 value. It takes a condition, and one or two values.
        #            at character 1, “#” is no number, name or function. A number or the name of a metric comes here."#]].assert_eq(
        &[
            "",
            "a +",
            "a b",
            "c / a",
            "(a",
            "FILL(a)",
            "LOG(a)",
            "FOO(a)",
            "SEARCH('x')",
            "a ^ 2",
            "1.2.3",
            "IF(a)",
            "#",
        ]
        .map(|text| format!("{text:12} {}", wrong(text)))
        .join("\n"),
    );
    let deep = "(".repeat(10_000);
    assert!(wrong(&deep).contains("nested too deep"));
}
