//! The colours of a picture, which stands alone and so cannot read those of
//! the style sheets. A test holds them to `assets/styles/tokens.css`.

/// On which ground a picture is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark lines on a light ground.
    #[default]
    Light,
    /// Light lines on a dark ground.
    Dark,
}

macro_rules! colours {
    ($($token:ident $name:literal $light:literal $dark:literal)+) => {
        /// A colour by what it is for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Colour {
            $(#[doc = $name] $token,)+
        }

        impl Colour {
            /// Every colour with its name in the style sheet.
            #[cfg(test)]
            const ALL: &[(Self, &'static str)] = &[$((Self::$token, $name),)+];

            /// The colour on such a ground.
            pub const fn on(self, theme: Theme) -> &'static str {
                match (self, theme) {
                    $((Self::$token, Theme::Light) => $light,
                    (Self::$token, Theme::Dark) => $dark,)+
                }
            }
        }
    };
}

colours! {
    Ground "ground" "#f5f7fa" "#0d1117"
    Surface "surface" "#ffffff" "#161b22"
    Line "line" "#e3e7ed" "#272e39"
    Line2 "line-2" "#c9d0da" "#3b4553"
    Text "text" "#131a24" "#e9edf3"
    Text2 "text-2" "#4d5868" "#aab4c2"
    Error "error-fill" "#cf2f3b" "#f0626a"
    Region "region" "#00a4a6" "#18b3b5"
    RegionText "region-text" "#00706f" "#3cc8c9"
    Vpc "vpc" "#8c4fff" "#a77bff"
    Public "public" "#7aa116" "#93bd2c"
    PublicText "public-text" "#4b6607" "#b5d95c"
    PublicSoft "public-soft" "#eef5dc" "#202b10"
    Private "private" "#147eba" "#3fa2dd"
    PrivateText "private-text" "#0c608f" "#77c3f2"
    PrivateSoft "private-soft" "#e1f0f9" "#10293a"
    Isolated "isolated" "#6d7889" "#8e99a9"
    IsolatedText "isolated-text" "#4d5868" "#b7c0cd"
    IsolatedSoft "isolated-soft" "#eaedf2" "#262d38"
    Asg "asg" "#ed7100" "#f08a2e"
    AsgText "asg-text" "#a34c00" "#ffac63"
    Wire "wire" "#9aa5b4" "#5b6778"
    WireSecurity "wire-security" "#b9525d" "#c9757d"
    WireReplica "wire-replica" "#a64bab" "#c98acd"
    Plate "plate" "#eaeef3" "#b6c1cf"
}

/// A colour with so much of it, in hundredths, over another.
pub fn mixed(over: &str, part: u32, under: &str) -> String {
    let channel = |colour: &str, place: usize| {
        let digits = colour.get(1 + 2 * place..3 + 2 * place);
        digits
            .and_then(|it| u32::from_str_radix(it, 16).ok())
            .unwrap_or(0)
    };
    let mut out = "#".to_owned();
    for place in 0..3 {
        let sum = channel(over, place) * part + channel(under, place) * (100 - part);
        out.push_str(&format!("{:02x}", (sum + 50) / 100));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colours_are_those_of_the_page() {
        let tokens = include_str!("../../assets/styles/tokens.css");
        for (colour, name) in Colour::ALL {
            let (light, dark) = (colour.on(Theme::Light), colour.on(Theme::Dark));
            let wanted = format!("--{name}: light-dark({light}, {dark});");
            assert!(tokens.contains(&wanted), "{wanted}");
        }
    }

    #[test]
    fn a_mixture_lies_between() {
        assert_eq!(mixed("#ffffff", 50, "#000000"), "#808080");
        assert_eq!(mixed("#8c4fff", 100, "#000000"), "#8c4fff");
    }
}
