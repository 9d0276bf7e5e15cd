//! A link as a QR code, for a phone that is held before a screen.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// The largest code that is made. Each version has four modules more a side; this one
/// has 125 and holds 1,465 bytes at the lowest level of correction [ISO/IEC 18004,
/// table 7], and phones begin to fail at finer ones on a screen.
const LARGEST: u8 = 27;

/// How many characters the largest code holds.
pub const MAX_QR: usize = 1_465;

/// The light edge that a reader needs [ISO/IEC 18004 §5.3.8], in modules.
const QUIET: i32 = 4;

/// A QR code, to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// How many modules it has a side, with its light edge.
    pub side: i32,
    /// Its dark modules as the path of an SVG in which a module is one unit.
    pub path: String,
}

impl Qr {
    /// The code of a text; `None` if it is too long for one that is read well.
    pub fn of(text: &str) -> Option<Self> {
        let segments = [QrSegment::make_bytes(text.as_bytes())];
        let code = QrCode::encode_segments_advanced(
            &segments,
            QrCodeEcc::Low,
            Version::MIN,
            Version::new(LARGEST),
            None,
            true,
        );
        let code = code.ok()?;
        let mut path = String::new();
        for y in 0..code.size() {
            let mut x = 0;
            while x < code.size() {
                let from = x;
                while code.get_module(x, y) {
                    x += 1;
                }
                if x > from {
                    let (left, top, run) = (from + QUIET, y + QUIET, x - from);
                    // Writing to a string cannot fail.
                    let _ = write!(path, "M{left} {top}h{run}v1h-{run}z");
                }
                x += 1;
            }
        }
        Some(Self {
            side: code.size() + 2 * QUIET,
            path,
        })
    }
}
