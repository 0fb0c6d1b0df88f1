//! How a workspace looks, from the command line.

use insta::assert_snapshot;

use crate::house::{House, refused};
use crate::mask::mask;

const PICTURE: &[u8] = include_bytes!("../../../../crates/http-api/tests/data/dot.png");
const FONT: &[u8] = include_bytes!("../../../../crates/artwork/tests/data/atkinson-hyperlegible-400.woff2");

fn branding<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["workspace", "branding"], more].concat()
}

#[test]
fn a_look_is_shown_changed_in_parts_and_emptied() {
    let (house, _) = House::with_company();
    assert_snapshot!("branding_bare", mask(&house.does(&branding(&["show"])), house.dir.path()));
    std::fs::write(house.path("logo.png"), PICTURE).unwrap();
    std::fs::write(house.path("font.woff2"), FONT).unwrap();
    house.does(&branding(&["logo", "logo.png"]));
    house.does(&branding(&["font", "font.woff2"]));
    let set = ["set", "--name", "Acme Desk", "--color", "#FFB020", "--font", "own"];
    let more =
        ["--helper", "Help=https://help.example.com/a=b", "--footer", "Acme", "--hide-powered-by", "true"];
    assert_snapshot!(
        "branding_full",
        mask(&house.does(&branding(&[&set[..], &more].concat())), house.dir.path())
    );
    let changed =
        house.json(&branding(&["set", "--background", "#012", "--clear", "color", "--clear", "helper"]));
    assert_eq!((changed["color"].as_str(), changed["background"].as_str()), (None, Some("#001122")));
    assert_eq!(
        (changed["footer"].as_str(), changed["helperButtons"].as_array().unwrap().len()),
        (Some("Acme"), 0)
    );
    let removed = house.json(&branding(&["logo", "--remove"]));
    assert!(removed["logo"].is_null() && removed["fontFile"].is_string());
}

#[test]
fn what_is_no_look_is_refused() {
    let (house, _) = House::with_company();
    std::fs::write(house.path("logo.svg"), "<svg/>").unwrap();
    for (arguments, code, said) in [
        (&["set", "--color", "red"][..], 2, "a colour is written as #"),
        (&["set", "--font", "comic"], 2, "[possible values: system, inter"),
        (&["set", "--font", "own"], 4, "--font own: no font was uploaded"),
        (&["set", "--helper", "Help"], 2, "must be LABEL=URL"),
        (&["set", "--helper", "Help=javascript:alert(1)"], 2, "must be LABEL=URL"),
        (&["logo", "logo.svg"], 2, "the picture must be a PNG, JPEG or WebP picture; nothing was changed"),
        (&["logo", "nowhere.png"], 1, "nowhere.png cannot be read"),
        (&["font", "logo.svg"], 2, "the font must be a WOFF2 font"),
        (&["set"], 2, "required arguments"),
        (&["logo"], 2, "required arguments"),
    ] {
        refused(&house.run(&branding(arguments)), code, said);
    }
}
