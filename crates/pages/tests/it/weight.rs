use latchstring_pages::brand::{self, HexColor};
use latchstring_pages::{assets, view::Sample};

use crate::english;

/// What look and feel may cost somebody on a slow phone, uncompressed.
const LANDING_LIMIT: usize = 30_000;

#[test]
fn the_first_page_weighs_less_than_thirty_kilobytes_with_all_it_loads() {
    let assets: usize = assets::common().iter().map(|asset| asset.bytes.len()).sum();
    let loaded = assets + brand::stylesheet(HexColor::DEFAULT).len();
    for Sample { name, html } in english().iter().filter(|sample| sample.name.starts_with("landing")) {
        let total = html.len() + loaded;
        assert!(!html.contains("-portal.css"), "{name} has no use for it");
        println!("{name}: {total}");
        assert!(total < LANDING_LIMIT, "{name}: {total} bytes");
    }
}

#[test]
fn every_page_loads_the_common_assets_and_none_that_there_are_not() {
    for Sample { name, html } in english() {
        for asset in assets::common() {
            assert!(html.contains(&format!("\"{}\"", asset.path)), "{name} without {}", asset.name);
        }
        let linked = html.split(assets::PREFIX).skip(1).map(|rest| rest.split('"').next().unwrap());
        for file in linked {
            assert!(assets::find(file).is_some() || brand::color_of_stylesheet(file).is_some(), "{file}");
        }
    }
}

#[test]
fn what_only_some_pages_need_is_loaded_by_those() {
    let loads = |name: &str, asset: &assets::Asset| crate::page(name).contains(&asset.path);
    let styles = assets::portal_stylesheet();
    for (name, styled) in
        [("connectors", true), ("sign-in-portal", true), ("sign-in", false), ("done-several", false)]
    {
        assert_eq!(loads(name, styles), styled, "{name}");
    }
}
