use http::StatusCode;
use latchstring_domain::country::Country;
use latchstring_domain::prefill::{Locks, Prefill, PrefillField, ProviderHint};
use latchstring_domain::provider::ProviderUrl;
use latchstring_domain::utility::UtilityType;
use latchstring_service::site;

use super::steps::{PASSWORD, USER, sign_in, start};
use crate::browser::{Browser, Page};
use crate::world::{World, terms};

async fn begin(world: &World, prefill: Prefill, locks: &[PrefillField]) -> (Browser, Page) {
    let locks: Locks = locks.iter().copied().collect();
    let invitation = world.invite_with(prefill, locks, terms()).await;
    let mut browser = Browser::new(&world.router);
    let page = start(&mut browser, &invitation).await;
    (browser, page)
}

fn country(code: &str) -> Country {
    code.parse().unwrap()
}

#[tokio::test]
async fn a_provider_that_is_filled_in_is_confirmed_and_may_be_another() {
    let world = World::new().await;
    let prefill = Prefill { provider: Some(ProviderHint::Id(world.provider.id)), ..Prefill::default() };
    let (mut browser, page) = begin(&world, prefill, &[]).await;
    assert_eq!(page.heading(), "Is this your provider?");
    assert!(page.says("sandbox.example") && page.says("Choose another"));
    assert_eq!(browser.get(&format!("{}?choose=1", page.path())).await.heading(), "Who sends your bills?");
    let page = browser.submit(&page.form("/provider")).await;
    assert_eq!(page.heading(), "Sign in to Sandbox Utility");
}

#[tokio::test]
async fn a_provider_that_is_filled_in_by_an_address_nobody_knows_is_shown_by_its_domain() {
    let world = World::new().await;
    let url = ProviderUrl::parse("https://www.stadtwerke.example/login").unwrap();
    let prefill = Prefill { provider: Some(ProviderHint::Url(url)), ..Prefill::default() };
    let (mut browser, page) = begin(&world, prefill, &[]).await;
    assert_eq!(page.heading(), "Is this your provider?");
    assert_eq!(page.html().matches("stadtwerke.example").count(), 1, "once is enough");
    let page = browser.submit(&page.form("/provider")).await;
    assert_eq!(page.heading(), "Sign in to stadtwerke.example");
}

#[tokio::test]
async fn a_fixed_provider_leaves_no_other() {
    let world = World::new().await;
    let other = world.list_provider("Nordlys Gas", "https://gas.example", |_| {}).await;
    let prefill = Prefill { provider: Some(ProviderHint::Id(world.provider.id)), ..Prefill::default() };
    let (mut browser, page) = begin(&world, prefill, &[PrefillField::Provider]).await;
    assert!(!page.says("Choose another") && !page.says("Nordlys"));
    assert_eq!(browser.get(&format!("{}?choose=1&q=gas", page.path())).await.html(), page.html());
    let turned = page.form("/provider").fill("provider", &other.id.to_string());
    assert_eq!(browser.submit(&turned).await.html(), page.html());
    let typed = page.form("/provider").tick("other_name", "X").tick("other_url", "https://x.example");
    assert_eq!(browser.submit(&typed).await.html(), page.html());
    let page = browser.submit(&page.form("/provider")).await;
    assert_eq!(page.heading(), "Sign in to Sandbox Utility");
    assert!(!page.says("choose=1"));
}

#[tokio::test]
async fn a_country_is_filled_in_or_fixed() {
    let world = World::new().await;
    let filled = Prefill {
        provider: Some(ProviderHint::Id(world.provider.id)),
        country: Some(country("NO")),
        ..Prefill::default()
    };
    let (mut browser, page) = begin(&world, filled.clone(), &[]).await;
    assert_eq!(page.form("/provider").get("country"), Some("NO"));
    let page = browser.submit(&page.form("/provider").fill("country", "SE")).await;
    finish(&mut browser, &world, &page).await;
    assert_eq!(world.connections().await[0].country, Some(country("SE")));

    let (mut browser, page) = begin(&world, filled, &[PrefillField::Country]).await;
    assert_eq!(page.form("/provider").get("country"), None, "there is nothing to choose");
    let page = browser.submit(&page.form("/provider").tick("country", "SE")).await;
    finish(&mut browser, &world, &page).await;
    assert_eq!(world.connections().await[0].country, Some(country("NO")));
}

#[tokio::test]
async fn a_provider_of_one_country_brings_it() {
    let world = World::new().await;
    let provider = world
        .list_provider("Rheinkraft", "https://rhein.example", |it| it.countries = [country("DE")].into())
        .await;
    let prefill = Prefill { provider: Some(ProviderHint::Id(provider.id)), ..Prefill::default() };
    let (_, page) = begin(&world, prefill, &[]).await;
    let codes =
        page.tags().into_iter().filter(|tag| tag.name == "option" && tag.path.contains(&"main".to_owned()));
    assert_eq!(codes.filter_map(|tag| tag.get("value").map(ToOwned::to_owned)).collect::<Vec<_>>(), ["DE"]);
}

async fn finish(browser: &mut Browser, world: &World, page: &Page) -> Page {
    let page = sign_in(browser, page, USER, PASSWORD).await;
    let form = page.form("/sites");
    let form =
        if form.get("site").is_none() { form.tick("site", &world.sites[0].id.to_string()) } else { form };
    let form = if form.get("type").is_none() { form.tick("type", "WATER") } else { form };
    let done = browser.submit(&form).await;
    assert_eq!(done.heading(), "Thanks for connecting your utility account!");
    done
}

#[tokio::test]
async fn sites_and_kinds_are_ticked_as_filled_in_and_may_be_changed() {
    let world = World::new().await;
    let prefill = Prefill {
        initial_sites: vec![world.sites[1].id],
        utility_types: [UtilityType::Gas].into(),
        provider: Some(ProviderHint::Id(world.provider.id)),
        ..Prefill::default()
    };
    let (mut browser, page) = begin(&world, prefill, &[]).await;
    let page = browser.submit(&page.form("/provider")).await;
    let page = sign_in(&mut browser, &page, USER, PASSWORD).await;
    let form = page.form("/sites");
    assert_eq!(
        (form.all("site"), form.all("type")),
        (vec![world.sites[1].id.to_string().as_str()], vec!["GAS"])
    );
    let first = world.sites[0].id;
    browser.submit(&form.untick("site").tick("site", &first.to_string()).tick("type", "WATER")).await;
    let made = world.connections().await.remove(0);
    assert_eq!(made.initial_sites, [first]);
    assert_eq!(made.utility_types, [UtilityType::Gas, UtilityType::Water].into());
}

#[tokio::test]
async fn sites_and_kinds_that_are_fixed_are_shown_sent_and_cannot_be_changed() {
    let world = World::new().await;
    let prefill = Prefill {
        initial_sites: vec![world.sites[1].id],
        utility_types: [UtilityType::Gas, UtilityType::Solar].into(),
        provider: Some(ProviderHint::Id(world.provider.id)),
        ..Prefill::default()
    };
    let locks = [PrefillField::InitialSites, PrefillField::UtilityTypes];
    let (mut browser, page) = begin(&world, prefill, &locks).await;
    let page = browser.submit(&page.form("/provider")).await;
    let page = sign_in(&mut browser, &page, USER, PASSWORD).await;
    assert!(page.says("Acme Property Services has fixed these sites.") && page.says("Warehouse North"));
    assert!(!page.says("12 Harbour Street") && !page.says("Electricity"));
    let boxes = page.tags().into_iter().filter(|tag| tag.get("type") == Some("checkbox"));
    assert!(boxes.into_iter().all(|tag| tag.has("checked") && tag.has("disabled")));

    let form = page.form("/sites");
    for changed in [
        form.clone().tick("site", &world.sites[0].id.to_string()),
        form.clone().untick("type").tick("type", "WATER"),
    ] {
        let refused = browser.submit(&changed).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let done = browser.submit(&form).await;
    assert_eq!(done.heading(), "Thanks for connecting your utility account!");
    let made = world.connections().await.remove(0);
    assert_eq!(made.initial_sites, [world.sites[1].id]);
    assert_eq!(made.utility_types, [UtilityType::Gas, UtilityType::Solar].into());
}

#[tokio::test]
async fn kinds_default_to_what_the_provider_delivers() {
    let world = World::new().await;
    let provider = world
        .list_provider("Gas & Water", "https://gw.example", |it| {
            it.utility_types = [UtilityType::Gas, UtilityType::Water].into()
        })
        .await;
    let prefill = Prefill { provider: Some(ProviderHint::Id(provider.id)), ..Prefill::default() };
    let (mut browser, page) = begin(&world, prefill, &[]).await;
    let page = browser.submit(&page.form("/provider")).await;
    let page = sign_in(&mut browser, &page, USER, PASSWORD).await;
    assert_eq!(page.form("/sites").all("type"), ["GAS", "WATER"]);
    assert!(!page.says("Electricity"));
}

#[tokio::test]
async fn a_site_that_was_deleted_meanwhile_is_noticed_before_anything_is_made() {
    let world = World::new().await;
    let (mut browser, page) = begin(&world, Prefill::default(), &[]).await;
    let page = super::steps::choose_sandbox(&mut browser, &world, &page).await;
    let page = sign_in(&mut browser, &page, USER, PASSWORD).await;
    site::delete(&world.ls, &world.caller, world.sites[0].id).await.unwrap();
    let refused = super::steps::choose_sites(&mut browser, &world, &page).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("The list of sites has changed.") && !refused.says("12 Harbour Street"));
    assert!(world.connections().await.is_empty());
    let done = browser.submit(&refused.form("/sites").tick("site", &world.sites[1].id.to_string())).await;
    assert_eq!(done.heading(), "Thanks for connecting your utility account!");
}
