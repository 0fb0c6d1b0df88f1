use latchstring_domain::branding::ParseColorError;

use super::theme::{DARK, LIGHT, Scheme};
use super::*;
use crate::assets;

/// The least contrast of a control's edge with what is around it (WCAG 2.2, success criterion 1.4.11).
const EDGE: f64 = 3.0;

fn properties(color: HexColor, scheme: &Scheme) -> String {
    Theme { color: Some(color), ..Theme::default() }.properties(scheme)
}

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
fn what_stands_on_any_background_can_be_read() {
    for background in colors() {
        let theme = Theme { background: Some(background), ..Theme::default() };
        for scheme in [LIGHT, DARK] {
            let css = theme.properties(&scheme);
            if !css.contains("--bg:") {
                assert!(
                    scheme.surface == DARK.surface && background.text_on() == HexColor::BLACK,
                    "{background}"
                );
                continue;
            }
            assert_eq!(value(&css, "--bg:"), background);
            for ink in ["--bg-ink:", "--bg-muted:"] {
                assert!(value(&css, ink).contrast(background) >= HexColor::TEXT, "{ink} {background}");
            }
        }
    }
}

#[test]
fn t094_a_stylesheet_is_found_by_the_one_name_that_links_to_it() {
    let own = FileKey::new([0xab; 32]);
    let color = Some(HexColor::new(0xff, 0xb0, 0x20));
    for typeface in
        [Typeface::System, Typeface::Inter, Typeface::SourceSans, Typeface::Atkinson, Typeface::Own(own)]
    {
        for background in [None, Some(HexColor::BLACK)] {
            let theme = Theme { color, background, typeface };
            let path = theme.path();
            assert_eq!(Theme::of_file(path.strip_prefix(assets::PREFIX).unwrap()), Some(theme), "{path}");
        }
    }
    assert_eq!(Theme::default().path(), "/p/assets/brand-1f4fd8.css");
    for file in [
        "brand-1F4FD8.css",
        "brand-fff.css",
        "brand-.css",
        "brand-1f4fd8",
        "brand-1f4fd8-.css",
        "brand-1f4fd8-on-.css",
        "brand-1f4fd8-on-FFFFFF.css",
        "brand-1f4fd8-on-ffffff-.css",
        "brand-1f4fd8-comic.css",
        "brand-1f4fd8-system.css",
        "brand-1f4fd8-own-ab.css",
        "brand-1f4fd8}body{background:url(//evil).css",
        "brand-ééé.css",
        "app.css",
        "brand-../../x.css",
    ] {
        assert_eq!(Theme::of_file(file), None, "{file}");
    }
}

#[test]
fn the_stylesheets_of_no_look_and_of_all_of_one() {
    assert_eq!(
        Theme::default().stylesheet(),
        ":root{--brand:#1f4fd8;--on-brand:#ffffff;--brand-ink:#1f4fd8;--brand-edge:#1f4fd8}\n\
         @media (prefers-color-scheme:dark){:root{--brand:#1f4fd8;--on-brand:#ffffff;--brand-ink:#6485e4;--brand-edge:#6485e4}}\n"
    );
    let theme = Theme {
        color: Some(HexColor::new(0xff, 0xb0, 0x20)),
        background: Some(HexColor::new(0xf4, 0xec, 0xd8)),
        typeface: Typeface::Own(FileKey::new([0xab; 32])),
    };
    insta::assert_snapshot!(theme.stylesheet());
}

#[test]
fn a_bundled_font_is_named_by_its_content_and_loads_nothing_else() {
    for typeface in [Typeface::Inter, Typeface::SourceSans, Typeface::Atkinson] {
        let css = Theme { typeface, ..Theme::default() }.stylesheet();
        let urls: Vec<_> = css.split("url(\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert_eq!(urls.len(), 2);
        for url in urls {
            assert!(assets::find(url.strip_prefix(assets::PREFIX).unwrap()).is_some(), "{url}");
        }
    }
}

#[test]
fn a_logo_is_shown_within_its_room_and_in_its_proportions() {
    for ((width, height), shown) in [
        ((132, 40), (132, 40)),
        ((480, 120), (160, 40)),
        ((480, 48), (160, 16)),
        ((120, 120), (40, 40)),
        ((12, 120), (4, 40)),
        ((480, 1), (160, 1)),
        ((1, 1), (1, 1)),
        ((0, 0), (1, 1)),
    ] {
        let logo = Logo::shown("/".to_owned(), width, height);
        assert_eq!((logo.width, logo.height), shown, "{width} x {height}");
    }
}

#[test]
fn a_file_has_one_name() {
    let path = file_path(&FileKey::new([7; 32]), FileKind::Png);
    let name = path.strip_prefix(FILES).unwrap();
    assert_eq!(file_of(name), Some((FileKey::new([7; 32]), FileKind::Png)));
    for wrong in
        [&name.to_uppercase(), &name[1..], &name.replace(".png", ".svg"), &format!("{name}.png"), "..", ""]
    {
        assert_eq!(file_of(wrong), None, "{wrong}");
    }
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
