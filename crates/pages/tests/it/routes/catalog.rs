//! Searching the catalog, and links that narrow the choice among it.

use std::collections::BTreeSet;

use http::StatusCode;
use latchstring_domain::country::Country;
use latchstring_domain::prefill::{Prefill, PrefillField, ProviderHint};
use latchstring_domain::provider::{Provider, ProviderUrl};
use latchstring_domain::sign_in::SignInForm;
use latchstring_domain::text::ProviderName;
use latchstring_service::provider::{self, CatalogEntry, Emblem};

use super::steps::start;
use crate::browser::{Browser, Page};
use crate::world::{World, link};

async fn list(world: &World, name: &str, url: &str, countries: &[&str]) -> Provider {
    let entry = CatalogEntry {
        name: ProviderName::parse(name).unwrap(),
        url: ProviderUrl::parse(url).unwrap(),
        countries: countries.iter().map(|code| code.parse().unwrap()).collect(),
        utility_types: [].into(),
        form: SignInForm::username_and_password(),
        oauth: None,
        mfa_forwarding: false,
        logo: None,
    };
    provider::create(&world.ls, &world.caller, &entry).await.unwrap()
}

/// The places of these words in the page, in the order in which they stand there.
fn in_order(page: &Page, words: &[&str]) -> bool {
    let places: Vec<_> = words.iter().map(|word| page.html().find(word)).collect();
    places.iter().all(Option::is_some) && places.is_sorted()
}

/// The box is as large with a picture as with initials, so that nothing moves when it comes.
#[tokio::test]
async fn a_providers_logo_stands_in_the_place_of_its_initials() {
    let world = World::new().await;
    let aqua = list(&world, "Aqua Norge", "https://aqua.example", &["NO"]).await;
    let mut browser = Browser::new(&world.router);
    let page = start(&mut browser, &world.invite().await).await;
    let found = browser.submit(&page.form(page.path()).fill("q", "aqua")).await;
    assert!(found.html().contains(">AN</span>"), "{}", found.html());
    let picture = include_bytes!("../../../../http-api/tests/data/dot.png");
    let logo = Emblem::draw(picture).unwrap();
    let file =
        provider::set_logo(&world.ls, &world.caller, aqua.id, Some(&logo)).await.unwrap().logo.unwrap().file;
    let tile =
        format!("<img class=\"tile\" src=\"/p/brand/{file}.png\" alt=\"\" width=\"40\" height=\"40\">");
    let found = browser.submit(&page.form(page.path()).fill("q", "aqua")).await;
    assert!(found.html().contains(&tile) && !found.html().contains(">AN</span>"), "{}", found.html());
    let chosen = found.form("/provider").tick("provider", &aqua.id.to_string());
    let sign_in = browser.submit(&chosen).await;
    assert!(sign_in.html().contains(&tile), "{}", sign_in.html());
    assert_eq!(browser.get(&format!("/p/brand/{file}.png")).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn what_is_found_stands_under_its_country_and_the_one_looked_for_comes_first() {
    let world = World::new().await;
    for (name, served) in [
        ("Aqua Norge", &["NO"][..]),
        ("Aqua Ubique", &[]),
        ("Aqua Bavaria", &["DE"]),
        ("Aqua Alpina", &["AT", "CH"]),
        ("Aqua Rhenus", &["DE", "FR"]),
    ] {
        let url = format!("https://{}.example", name.replace(' ', "-").to_lowercase());
        list(&world, name, &url, served).await;
    }
    let mut browser = Browser::new(&world.router);
    let page = start(&mut browser, &world.invite().await).await;
    let search = page.form(page.path());
    let all = browser.submit(&search.clone().fill("q", "aqua")).await;
    let headings = [">Germany</h3>", ">Norway</h3>", ">In several countries</h3>", ">Everywhere</h3>"];
    assert!(in_order(&all, &headings), "{}", all.html());
    let parts = [">Aqua Bavaria<", ">Aqua Norge<", ">Aqua Alpina<", ">Aqua Rhenus<", ">Aqua Ubique<"];
    assert!(in_order(&all, &parts), "{}", all.html());
    let german = browser.submit(&search.fill("q", "aqua").fill("country", "DE")).await;
    assert!(in_order(&german, &[">Germany</h3>", ">Aqua Bavaria<", ">Aqua Rhenus<", ">Everywhere</h3>"]));
    assert!(
        !german.says("Aqua Norge") && !german.says("Aqua Alpina") && !german.says("In several countries")
    );
}

#[tokio::test]
async fn countries_are_named_and_sorted_in_the_language_of_the_page() {
    let world = World::new().await;
    for (name, country) in [("Wasser Wien", "AT"), ("Rhein Wasser", "DE"), ("Aqua Egypt", "EG")] {
        list(&world, name, &format!("https://{}.example", country.to_lowercase()), &[country]).await;
    }
    let mut browser = Browser::new(&world.router);
    let path = link(&world.invite().await);
    let landing = browser.get(&format!("{path}?lang=de")).await;
    let page = browser.submit(&landing.form(&path)).await;
    // "Ö" is an "O" to a reader of German, and the last letter but three to a machine.
    let sorted = [">Ägypten<", ">Deutschland<", ">Oman<", ">Österreich<", ">Pakistan<", ">Zypern<"];
    assert!(in_order(&page, &sorted), "{}", page.html());
    let found = browser.submit(&page.form(page.path()).fill("q", "a")).await;
    assert!(
        in_order(&found, &[">Ägypten</h3>", ">Deutschland</h3>", ">Österreich</h3>"]),
        "{}",
        found.html()
    );
}

#[test]
fn every_country_has_a_name_in_every_language() {
    let catalog = latchstring_i18n::Catalog::load().unwrap();
    let codes: BTreeSet<_> = Country::all().map(|country| format!("region-{country}")).collect();
    for language in catalog.languages() {
        let named: Vec<_> = catalog.keys_of(language, "region-").collect();
        assert_eq!(named.iter().map(|key| (*key).to_owned()).collect::<BTreeSet<_>>(), codes, "{language}");
        assert_eq!(named.len(), codes.len());
    }
}

#[tokio::test]
async fn of_many_the_first_are_shown_and_more_letters_are_asked_for() {
    let world = World::new().await;
    for number in 0..25 {
        list(&world, &format!("Werk {number:02}"), &format!("https://w{number}.example"), &[]).await;
    }
    let mut browser = Browser::new(&world.router);
    let page = start(&mut browser, &world.invite().await).await;
    let search = page.form(page.path());
    let many = browser.submit(&search.clone().fill("q", "werk")).await;
    assert!(many.says("The first 20 providers found") && many.says("There are more. Type more of the name"));
    assert!(many.says("Werk 19") && !many.says("Werk 20"));
    let few = browser.submit(&search.fill("q", "werk 2")).await;
    assert!(few.says("5 providers found") && !few.says("There are more") && few.says("Werk 24"));
}

#[tokio::test]
async fn a_link_for_some_providers_offers_those_and_takes_no_other() {
    let world = World::new().await;
    let nordlys = list(&world, "Nordlys", "https://nordlys.example", &[]).await;
    let gas = list(&world, "Harbour Gas", "https://gas.example", &[]).await;
    let other = list(&world, "Harbour Heat", "https://heat.example", &[]).await;
    let invitation = world.invite_among(&[&nordlys, &gas], Prefill::default(), [].into()).await;
    let mut browser = Browser::new(&world.router);
    let page = start(&mut browser, &invitation).await;
    assert!(page.says("Nordlys") && page.says("Harbour Gas"));
    assert!(!page.says("Harbour Heat") && !page.says("Mine isn’t listed") && !page.says("Sandbox Utility"));
    let none = browser.submit(&page.form(page.path()).fill("q", "heat")).await;
    assert!(none.says("This link is open for certain providers only."));

    let form = page.form("/provider");
    for sent in [other.id.to_string(), world.provider.id.to_string()] {
        let refused = browser.submit(&form.clone().tick("provider", &sent)).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says("did not open this link for that provider"));
    }
    let typed = form.clone().tick("other_name", "Heat").tick("other_url", "https://heat.example");
    assert!(browser.submit(&typed).await.says("did not open this link for that provider"));
    let typed = form.clone().tick("other_name", "Heat").tick("other_url", "https://new.example");
    assert!(browser.submit(&typed).await.says("did not open this link for that provider"));
    let page = browser.submit(&form.tick("provider", &gas.id.to_string())).await;
    assert_eq!(page.heading(), "Sign in to Harbour Gas");
}

#[tokio::test]
async fn a_fixed_provider_that_was_withdrawn_ends_in_a_page_that_says_so() {
    let world = World::new().await;
    let gas = list(&world, "Harbour Gas", "https://gas.example", &[]).await;
    let prefill = Prefill { provider: Some(ProviderHint::Id(gas.id)), ..Prefill::default() };
    let fixed = world.invite_among(&[], prefill.clone(), [PrefillField::Provider].into()).await;
    let open = world.invite_among(&[&gas], Prefill::default(), [].into()).await;
    provider::withdraw(&world.ls, &world.caller, gas.id).await.unwrap();
    // What the inviter named stays what they named, in the catalog or not.
    let page = start(&mut Browser::new(&world.router), &fixed).await;
    assert_eq!(page.heading(), "Is this your provider?");
    let mut browser = Browser::new(&world.router);
    let page = start(&mut browser, &open).await;
    assert_eq!(page.heading(), "There is nothing to connect any more");
    assert_eq!(page.status(), StatusCode::GONE);
}

#[tokio::test]
async fn a_provider_that_is_asked_for_is_told_to_the_operator() {
    let world = World::new().await;
    let invitation = world.invite().await;
    let mut browser = Browser::new(&world.router);
    let page = start(&mut browser, &invitation).await;
    let form = page.forms().into_iter().find(|form| form.get("other_name").is_some()).unwrap();
    let form = form.fill("other_name", "Harbour Heat").fill("other_url", "https://www.heat.example/login");
    let page = browser.submit(&form).await;
    assert!(page.says("We cannot try this sign-in now."));
    let events = world.events(&invitation).await;
    let chosen = format!("{:?}", events.last().unwrap().body.data.values());
    assert!(chosen.contains("Harbour Heat") && chosen.contains("https://www.heat.example/login"), "{chosen}");
}
