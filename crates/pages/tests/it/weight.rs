use latchstring_pages::brand::Theme;
use latchstring_pages::{assets, view::Sample};

use crate::{english, everywhere};

/// What look and feel may cost somebody on a slow phone, as it is sent: what is the same for everybody as gzip, the page as
/// it is.
const LANDING_LIMIT: usize = 30_000;

#[test]
fn the_first_page_weighs_less_than_thirty_kilobytes_with_all_it_loads() {
    let assets: usize = assets::common().iter().map(|asset| asset.gzip.len()).sum();
    let loaded = assets + Theme::default().stylesheet().len();
    for (language, _, Sample { name, html }) in everywhere() {
        if !name.starts_with("landing") {
            continue;
        }
        let total = html.len() + loaded;
        assert!(
            ["-portal.css", "-mapping.js", "-search.js", "-forwarding.css", "-forwarding.js"]
                .iter()
                .all(|name| !html.contains(name)),
            "{name} has no use for them"
        );
        println!("{language}: {name}: {total}");
        assert!(total < LANDING_LIMIT, "{language}: {name}: {total} bytes");
    }
}

#[test]
fn every_page_loads_the_common_assets_and_none_that_there_are_not() {
    for Sample { name, html } in english() {
        for asset in assets::common() {
            // A workspace may bring another picture for the tab.
            if asset.name == "icon.svg" && html.contains("<link rel=\"icon\" type=\"image/png\"") {
                continue;
            }
            assert!(html.contains(&format!("\"{}\"", asset.path)), "{name} without {}", asset.name);
        }
        let linked = html.split(assets::PREFIX).skip(1).map(|rest| rest.split('"').next().unwrap());
        for file in linked {
            assert!(assets::find(file).is_some() || Theme::of_file(file).is_some(), "{file}");
        }
    }
}

#[test]
fn what_only_some_pages_need_is_loaded_by_those() {
    let loads = |name: &str, asset: &assets::Asset| crate::page(name).contains(&asset.path);
    let (styles, script) = (assets::portal_stylesheet(), assets::mapping_script());
    for (name, styled, scripted) in [
        ("connectors", true, false),
        ("mapping", true, false),
        ("mapping-searchable", true, true),
        ("sign-in-portal", true, false),
        ("sign-in", false, false),
        ("done-several", false, false),
    ] {
        assert_eq!((loads(name, styles), loads(name, script)), (styled, scripted), "{name}");
    }
    let (styles, script) = (assets::forwarding_stylesheet(), assets::forwarding_script());
    for (name, styled, scripted) in
        [("forwarding", true, true), ("forwarding-arrived", true, false), ("sites", false, false)]
    {
        assert_eq!((loads(name, styles), loads(name, script)), (styled, scripted), "{name}");
    }
}
