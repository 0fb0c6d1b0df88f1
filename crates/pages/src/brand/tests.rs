use latchstring_domain::branding::ParseColorError;

use super::*;

/// A coarse walk through the colour cube: 16 steps a channel, 4096 colours.
fn colors() -> impl Iterator<Item = HexColor> {
    let steps = || (0u8..=255).step_by(17);
    steps().flat_map(move |r| steps().flat_map(move |g| steps().map(move |b| HexColor::new(r, g, b))))
}

#[test]
fn contrast_is_that_of_wcag() {
    let gray: HexColor = "#767676".parse().unwrap();
    assert!((HexColor::BLACK.contrast(HexColor::WHITE) - 21.0).abs() < 1e-9);
    assert!((HexColor::WHITE.contrast(HexColor::WHITE) - 1.0).abs() < 1e-9);
    // The well-known borderline gray.
    assert!((gray.contrast(HexColor::WHITE) - 4.54).abs() < 0.01);
    assert!((HexColor::WHITE.contrast(gray) - gray.contrast(HexColor::WHITE)).abs() < 1e-12);
}

#[test]
fn text_on_any_color_can_be_read() {
    for color in colors() {
        assert!(color.contrast(color.text_on()) >= HexColor::TEXT, "{color}");
    }
}

#[test]
fn links_in_any_color_can_be_read_wherever_they_stand() {
    for color in colors() {
        for scheme in [LIGHT, DARK] {
            let ink = value(&properties(color, &scheme), "--brand-ink:");
            for behind in [scheme.surface, scheme.sunken] {
                assert!(ink.contrast(behind) >= HexColor::TEXT, "{color} on {behind}");
            }
        }
    }
}

fn value(css: &str, name: &str) -> HexColor {
    let (_, rest) = css.split_once(name).unwrap();
    rest.split([';', '}']).next().unwrap().trim().parse().unwrap()
}

#[test]
fn a_color_that_can_be_read_is_left_alone() {
    assert_eq!(HexColor::DEFAULT.readable_on(LIGHT.surface), HexColor::DEFAULT);
    assert_eq!(HexColor::DEFAULT.text_on(), HexColor::WHITE);
    assert_eq!("#ffd400".parse::<HexColor>().unwrap().text_on(), HexColor::BLACK);
}

#[test]
fn the_button_of_any_color_stands_out_from_the_card() {
    for color in colors() {
        for scheme in [LIGHT, DARK] {
            let edge = value(&properties(color, &scheme), "--brand-edge:");
            assert!(edge.contrast(scheme.surface) >= EDGE, "{color} on {}", scheme.surface);
        }
    }
}

#[test]
fn colors_have_one_spelling_each_way() {
    for text in ["#1f4fd8", "#1F4FD8"] {
        assert_eq!(text.parse::<HexColor>().unwrap().to_string(), "#1f4fd8");
    }
    assert_eq!("#fa0".parse::<HexColor>().unwrap().to_string(), "#ffaa00");
    for text in ["", "#", "1f4fd8", "#1f4fd", "#1f4fd88", "#1f4fdg", "#é", "red", "#fff;}"] {
        assert_eq!(text.parse::<HexColor>(), Err(ParseColorError), "{text}");
    }
}

#[test]
fn a_stylesheet_is_found_by_the_name_that_links_to_it() {
    let path = stylesheet_path(HexColor::DEFAULT);
    assert_eq!(path, "/p/assets/brand-1f4fd8.css");
    assert_eq!(color_of_stylesheet(path.strip_prefix(assets::PREFIX).unwrap()), Some(HexColor::DEFAULT));
    for file in
        ["brand-1F4FD8.css", "brand-fff.css", "brand-.css", "brand-1f4fd8", "app.css", "brand-../../x.css"]
    {
        assert_eq!(color_of_stylesheet(file), None, "{file}");
    }
}

#[test]
fn the_stylesheet_of_the_default_color() {
    assert_eq!(
        stylesheet(HexColor::DEFAULT),
        ":root{--brand:#1f4fd8;--on-brand:#ffffff;--brand-ink:#1f4fd8;--brand-edge:#1f4fd8}\n\
         @media (prefers-color-scheme:dark){:root{--brand:#1f4fd8;--on-brand:#ffffff;--brand-ink:#6485e4;--brand-edge:#6485e4}}\n"
    );
}

#[test]
fn the_surfaces_are_those_of_the_design_system() {
    let css = include_str!("../../assets/css/tokens.css");
    let all = |name| {
        let rest = css.split(name).skip(1);
        rest.map(|rest| rest.split(';').next().unwrap().trim().parse().unwrap()).collect::<Vec<HexColor>>()
    };
    assert_eq!(all("--surface:"), [LIGHT.surface, DARK.surface]);
    assert_eq!(all("--sunken:"), [LIGHT.sunken, DARK.sunken]);
}

#[test]
fn monograms_are_the_first_letters_of_two_words() {
    for (name, letters) in [
        ("Acme Property Services", "AP"),
        ("nectar", "N"),
        ("  ÅF – Energy & Co ", "ÅE"),
        ("&", ""),
        ("東京 電力", "東電"),
    ] {
        assert_eq!(monogram(name), letters);
    }
}
