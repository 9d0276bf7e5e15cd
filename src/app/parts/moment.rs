//! Moments and days in words, by the clock, the zone and the language of the browser.

use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;

/// A day in milliseconds.
const DAY: f64 = 86_400_000.0;

/// A date by some of its parts, such as `weekday` or `hour`.
fn told(date: &Date, parts: &[(&str, &str)]) -> String {
    let options = Object::new();
    for (part, style) in parts {
        // Without the option the date is only longer.
        let _ = Reflect::set(&options, &(*part).into(), &(*style).into());
    }
    date.to_locale_string("default", &options).into()
}

/// The number of the day that a moment falls on, counted where the browser is.
fn day(at: f64) -> f64 {
    let zone = Date::new(&JsValue::from(at)).get_timezone_offset();
    ((at - zone * 60_000.0) / DAY).floor()
}

/// A moment in the past, such as "today, 09:40" or "24 Nov".
pub fn moment(at: f64) -> String {
    let date = Date::new(&JsValue::from(at));
    let time = || told(&date, &[("hour", "2-digit"), ("minute", "2-digit")]);
    match day(Date::now()) - day(at) {
        0.0 => format!("today, {}", time()),
        1.0 => format!("yesterday, {}", time()),
        _ => told(
            &date,
            &[("day", "numeric"), ("month", "short"), ("year", "numeric")],
        ),
    }
}

/// A day to come, by its number: "tomorrow", "on Friday", "on 3 December".
pub fn day_name(number: u32, today: u32) -> String {
    // Noon in the middle of the zones is the same day almost everywhere; the zone is added.
    let at = (f64::from(number) + 0.5) * DAY;
    let date = Date::new(&JsValue::from(at));
    match number.saturating_sub(today) {
        1 => "tomorrow".to_owned(),
        2..=6 => format!(
            "on {}",
            told(&date, &[("weekday", "long"), ("timeZone", "UTC")])
        ),
        _ => {
            let parts = [("day", "numeric"), ("month", "long"), ("timeZone", "UTC")];
            format!("on {}", told(&date, &parts))
        }
    }
}

/// Today, such as "26 November 2026".
pub fn today() -> String {
    let parts = [("day", "numeric"), ("month", "long"), ("year", "numeric")];
    told(&Date::new_0(), &parts)
}
