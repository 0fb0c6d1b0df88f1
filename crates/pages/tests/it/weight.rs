use latchstring_pages::brand::{self, HexColor};
use latchstring_pages::{assets, view::Sample};

use crate::english;

/// What look and feel may cost somebody on a slow phone, uncompressed.
const LANDING_LIMIT: usize = 30_000;

#[test]
fn the_first_page_weighs_less_than_thirty_kilobytes_with_all_it_loads() {
    let assets: usize = assets::all().iter().map(|asset| asset.bytes.len()).sum();
    let loaded = assets + brand::stylesheet(HexColor::DEFAULT).len();
    for Sample { name, html } in english().iter().filter(|sample| sample.name.starts_with("landing")) {
        let total = html.len() + loaded;
        assert!(total < LANDING_LIMIT, "{name}: {total} bytes");
    }
}

#[test]
fn every_page_loads_the_assets_there_are_and_no_others() {
    for Sample { name, html } in english() {
        for asset in assets::all() {
            assert!(html.contains(&format!("\"{}\"", asset.path)), "{name} without {}", asset.name);
        }
        let linked = html.split(assets::PREFIX).skip(1).map(|rest| rest.split('"').next().unwrap());
        for file in linked {
            assert!(assets::find(file).is_some() || brand::color_of_stylesheet(file).is_some(), "{file}");
        }
    }
}
