//! Saying which of the source's fields fill which of the customer's.

use http::StatusCode;
use latchstring_domain::event::EventKind;
use latchstring_domain::flow::MappedField;
use latchstring_domain::portal::PortalOptions;
use latchstring_service::portal::PortalLink;

use super::steps::{PASSWORD, USER, enter, pick, sign_in};
use crate::browser::{Browser, Form, Page};
use crate::world::{Mood, World, schema};

const MAPPING: &str = "Match the fields";

/// A portal that has the sandbox's fields mapped to these.
async fn mapped(
    world: &World,
    tables: &[(&str, &[&str])],
    change: impl FnOnce(&mut PortalOptions),
) -> PortalLink {
    world.connector("quay", "Quay Books").await;
    world.flow_with("books", "Accounting", &["sandbox", "quay"], Some(schema(tables))).await;
    let mut options = PortalOptions { maps_fields: true, ..PortalOptions::default() };
    change(&mut options);
    world.portal(options).await
}

const USUAL: &[(&str, &[&str])] =
    &[("Contacts", &["Account number*", "Town"]), ("Open items", &["Balance*", "E-mail"])];

async fn to_fields(browser: &mut Browser, world: &World, portal: &PortalLink) -> Page {
    let page = enter(browser, portal).await;
    let page = pick(browser, &page, &world.provider).await;
    sign_in(browser, &page, USER, PASSWORD).await
}

/// The value of a field of the source.
fn value(page: &Page, label: &str) -> String {
    let (before, _) = page.html().split_once(&format!(">{label}</option>")).unwrap();
    let (_, rest) = before.rsplit_once("<option value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

fn said(mapping: &[MappedField]) -> Vec<(String, String)> {
    let name = |field: &latchstring_domain::flow::FieldRef| format!("{}.{}", field.table, field.field);
    mapping.iter().map(|pair| (name(&pair.target), name(&pair.source))).collect()
}

#[tokio::test]
async fn fields_are_mapped_after_signing_in_and_kept_on_the_connection() {
    let world = World::new().await;
    let portal = mapped(&world, USUAL, |_| {}).await;
    let mut browser = Browser::new(&world.router);
    let page = to_fields(&mut browser, &world, &portal).await;
    assert!(!browser.seen.iter().any(|seen| seen.body.contains("Signing in connects")), "it does not yet");
    assert_eq!((page.status(), page.heading().as_str()), (StatusCode::OK, MAPPING));
    for words in ["Contacts", "Open items", "Required", "Do not fill", "Acme needs", "From Sandbox Utility"] {
        assert!(page.says(words), "{words}");
    }
    assert!(
        page.html().contains("<optgroup label=\"Bills\">") && page.says("data-combo"),
        "eleven fields are searched"
    );
    assert!(!page.says("Back to the sites"), "none were asked");
    let form = page.form("/mapping");
    // What is called the same is selected: by the only field of that name.
    assert_eq!(form.get("field-0"), Some(value(&page, "Account number").as_str()));
    assert_eq!((form.get("field-1"), form.get("field-2")), (Some(""), Some("")));
    assert_eq!(form.get("field-3"), Some(value(&page, "E-mail").as_str()));

    let form = form.fill("field-2", &value(&page, "Amount due")).fill("field-3", "");
    let done = browser.submit(&form).await;
    assert_eq!(done.heading(), "Thanks for connecting your account!");
    let made = world.connections().await.remove(0);
    let pairs =
        [("Contacts.account number", "Accounts.account_number"), ("Open items.balance", "Bills.amount")];
    let pairs = pairs.map(|(target, source)| (target.to_owned(), source.to_owned()));
    assert_eq!(said(made.field_mapping.unwrap().fields()), pairs);
    assert_eq!(world.portal_uses(&portal).await, 1);

    // The same company, the same flow, the same provider: what was said before is what is selected.
    let mut later = Browser::new(&world.router);
    let form = to_fields(&mut later, &world, &portal).await.form("/mapping");
    let kept: Vec<_> =
        form.fields.iter().filter(|(name, _)| name.starts_with("field-")).map(|(_, v)| v.as_str()).collect();
    assert_eq!(kept, ["0", "", "8", ""]);
}

#[tokio::test]
async fn what_is_required_is_asked_for_again_and_everything_else_is_kept() {
    let world = World::new().await;
    let portal = mapped(&world, USUAL, |_| {}).await;
    let mut browser = Browser::new(&world.router);
    let page = to_fields(&mut browser, &world, &portal).await;
    let town = value(&page, "Service address");
    let form = page.form("/mapping").fill("field-0", "").fill("field-1", &town).fill("field-3", "");
    let again = browser.submit(&form).await;
    assert_eq!((again.status(), again.heading().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, MAPPING));
    for words in ["Choose a field for “Account number”.", "Choose a field for “Balance”."] {
        assert_eq!(again.html().matches(words).count(), 2, "in the summary and at the field");
    }
    let tags = again.tags();
    let summary = tags.iter().find(|tag| tag.get("role") == Some("alert")).unwrap();
    assert!(summary.has("autofocus") && again.says("href=\"#field-0\"") && !again.says("href=\"#field-1\""));
    let kept = again.form("/mapping");
    assert_eq!(
        (kept.get("field-1"), kept.get("field-3")),
        (Some(town.as_str()), Some("")),
        "nothing is suggested anew"
    );
    assert_eq!(world.portal_uses(&portal).await, 0);
    let done = browser.submit(&kept.fill("field-0", &town).fill("field-2", &town)).await;
    assert_eq!(done.heading(), "Thanks for connecting your account!", "one field may fill several");
}

#[tokio::test]
async fn t002_the_fields_sent_empty_or_made_up_connect_nothing() {
    let world = World::new().await;
    let portal = mapped(&world, USUAL, |_| {}).await;
    let mut browser = Browser::new(&world.router);
    let page = to_fields(&mut browser, &world, &portal).await;
    let form = page.form("/mapping");
    let only = |names: &[&str]| Form {
        fields: form.fields.iter().filter(|(name, _)| names.contains(&name.as_str())).cloned().collect(),
        ..form.clone()
    };
    for sent in [
        only(&["csrf"]),
        only(&["csrf", "fields"]),
        form.clone().fill("field-2", "11"),
        form.clone().fill("field-2", "-1"),
        form.clone().fill("field-2", "99999999999999999999999"),
        form.clone().fill("field-2", "<b>"),
        form.clone().fill("fields", "0000000000000000").fill("field-2", "3"),
    ] {
        let again = browser.submit(&sent).await;
        assert_eq!((again.status(), again.heading().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, MAPPING));
    }
    assert!(!world.portal_event_kinds(&portal).await.contains(&EventKind::Submitted));
    assert!(world.connections().await.is_empty());
}

#[tokio::test]
async fn a_page_of_other_fields_is_not_taken_for_these() {
    let world = World::new().await;
    let portal = mapped(&world, USUAL, |_| {}).await;
    let own = ["Total*", "Amount due*"].as_slice();
    let other = world
        .connector_with("fjord", "Fjord Ledger", |import| {
            import.connector.fields = Some(schema(&[("Ledger", own)]))
        })
        .await;
    world.flow_with("more", "More", &["fjord"], Some(schema(USUAL))).await;
    let mut browser = Browser::new(&world.router);
    let stale = to_fields(&mut browser, &world, &portal).await;
    let stale = stale.form("/mapping").fill("field-2", &value(&stale, "Amount due"));
    // The same session, begun again in another tab with another connector, whose places mean other fields.
    let restart = Form { action: stale.action.replace("mapping", "restart"), ..stale.clone() };
    let page = browser.submit(&restart).await;
    let page = pick(&mut browser, &page, &other).await;
    let page = sign_in(&mut browser, &page, USER, PASSWORD).await;
    assert_eq!(page.heading(), MAPPING);
    let again = browser.submit(&stale).await;
    assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.says("The lists of fields have changed.") && again.says("From Fjord Ledger"));
    assert!(world.connections().await.is_empty());
}

#[tokio::test]
async fn names_are_shown_as_text_and_told_apart_by_their_tables() {
    let world = World::new().await;
    let source = schema(&[("<b>A</b>", &["Name", "\"x\""]), ("B & C", &["Name"])]);
    let provider = world.connector_with("odd", "Odd", |import| import.connector.fields = Some(source)).await;
    let target = schema(&[("<i>T</i>", &["<u>F</u>*"])]);
    world.flow_with("odd", "Odd", &["odd", "sandbox"], Some(target)).await;
    let portal = world.portal(PortalOptions { maps_fields: true, ..PortalOptions::default() }).await;
    let mut browser = Browser::new(&world.router);
    let page = enter(&mut browser, &portal).await;
    let page = pick(&mut browser, &page, &provider).await;
    let page = sign_in(&mut browser, &page, "dana", "x").await;
    for words in ["Name (<b>A</b>)", "Name (B & C)", "\"x\"", "<i>T</i>", "<u>F</u>"] {
        assert!(page.says(words), "{words}");
    }
    for tag in ["<b>", "<i>", "<u>"] {
        assert!(!page.html().contains(tag));
    }
    assert!(!page.says("data-combo"), "three fields are read");
    let again = browser.submit(&page.form("/mapping")).await;
    assert!(again.says("Choose a field for “<u>F</u>”."));
}

#[tokio::test]
async fn sites_come_before_the_fields_and_can_be_gone_back_to() {
    let world = World::new().await;
    let sites = world.tenant_sites(&["Quay 1", "Quay 2"]).await;
    let portal = mapped(&world, USUAL, |_| {}).await;
    let mut browser = Browser::new(&world.router);
    let page = to_fields(&mut browser, &world, &portal).await;
    assert_eq!(page.heading(), "Choose what to share");
    assert!(page.says(">Continue</button>") && !page.says("data-counts"), "this is not the last decision");
    assert!(!page.says("Kinds of"), "a connector that names no kinds has none to choose");
    let page = browser.submit(&page.form("/sites").tick("site", &sites[0].id.to_string())).await;
    assert_eq!(page.heading(), MAPPING);
    assert_eq!(world.portal_uses(&portal).await, 0, "not submitted before the last step");
    let back = browser.get(&format!("{}?sites=1", page.path())).await;
    assert_eq!(back.form("/sites").all("site"), [sites[0].id.to_string()]);
    assert_eq!(browser.get(page.path()).await.heading(), MAPPING, "looking changes nothing");
    let form = back.form("/sites").untick("site").tick("site", &sites[1].id.to_string());
    let page = browser.submit(&form).await;
    let done = browser.submit(&page.form("/mapping").fill("field-2", "8")).await;
    assert!(done.says("Quay 2") && !done.says("Quay 1"));
    let made = world.connections().await.remove(0);
    assert_eq!(made.initial_sites, [sites[1].id]);
    assert!(made.utility_types.is_empty() && made.field_mapping.is_some());

    let hidden = PortalOptions { maps_fields: true, hides_back_buttons: true, ..PortalOptions::default() };
    let mut browser = Browser::new(&world.router);
    let page = to_fields(&mut browser, &world, &world.portal(hidden).await).await;
    let page = browser.submit(&page.form("/sites").tick("site", &sites[0].id.to_string())).await;
    assert!(page.heading() == MAPPING && !page.says("Back to the sites"));
}

#[tokio::test]
async fn progress_names_what_is_asked() {
    let world = World::new().await;
    let portal = mapped(&world, USUAL, |_| {}).await;
    let mut browser = Browser::new(&world.router);
    let page = enter(&mut browser, &portal).await;
    let steps = |page: &Page| {
        ["Account", "Sites", "Fields"].map(|step| page.html().contains(&format!(">{step}</li>")))
    };
    assert_eq!(steps(&page), [true, false, true]);
    // Nobody knows this one's fields, so there is nothing to map.
    let quay = world.connector("quay", "Quay Books").await;
    let page = pick(&mut browser, &page, &quay).await;
    let done = sign_in(&mut browser, &page, "dana", "x").await;
    assert_eq!(done.heading(), "Thanks for connecting your account!");
    assert_eq!((steps(&done)[1], steps(&done)[2]), (false, false));

    let world = World::new().await;
    world.tenant_sites(&["Quay 1"]).await;
    let portal = mapped(&world, USUAL, |_| {}).await;
    let page = enter(&mut Browser::new(&world.router), &portal).await;
    assert_eq!(steps(&page), [true, true, true]);
}

#[tokio::test]
async fn t056_a_last_word_that_got_lost_can_be_said_again() {
    let world = World::new().await;
    let sites = world.tenant_sites(&["Quay 1"]).await;
    for (skips_sites, maps_fields) in [(true, false), (true, true), (false, true)] {
        if world.connections().await.is_empty() {
            mapped(&world, USUAL, |_| {}).await;
        }
        let options = PortalOptions { skips_sites, maps_fields, ..PortalOptions::default() };
        let portal = world.portal(options).await;
        let mut browser = Browser::new(&world.router);
        let made = world.connections().await.len();
        let page = enter(&mut browser, &portal).await;
        let form = pick(&mut browser, &page, &world.provider).await;
        let mut last = form.form("/sign-in").fill("username", USER).fill("password", PASSWORD);
        if !skips_sites {
            let page = browser.submit(&last).await;
            last = page.form("/sites").tick("site", &sites[0].id.to_string());
        }
        if maps_fields {
            last = browser.submit(&last).await.form("/mapping").fill("field-2", "8");
        }
        world.store.set(Mood::OneWrite);
        assert_eq!(browser.submit(&last).await.status(), StatusCode::SERVICE_UNAVAILABLE);
        world.store.set(Mood::Well);
        assert_eq!((world.portal_uses(&portal).await, world.connections().await.len()), (0, made));

        let page = browser.get(form.path()).await;
        assert_eq!(page.heading(), "You are signed in", "{skips_sites} {maps_fields}");
        let done = browser.submit(&page.form("/submit")).await;
        assert_eq!(done.heading(), "Thanks for connecting your account!");
        let again = browser.submit(&page.form("/submit")).await;
        assert_eq!(again.html(), done.html());
        assert_eq!((world.portal_uses(&portal).await, world.connections().await.len()), (1, made + 1));
    }
}

#[tokio::test]
async fn a_site_that_is_gone_by_the_last_word_is_chosen_again() {
    let world = World::new().await;
    let sites = world.tenant_sites(&["Quay 1", "Quay 2"]).await;
    let portal = mapped(&world, USUAL, |_| {}).await;
    let mut browser = Browser::new(&world.router);
    let page = to_fields(&mut browser, &world, &portal).await;
    let page = browser.submit(&page.form("/sites").tick("site", &sites[0].id.to_string())).await;
    latchstring_service::site::delete(&world.ls, &world.caller, sites[0].id).await.unwrap();
    let page = browser.submit(&page.form("/mapping").fill("field-2", "8")).await;
    assert_eq!(
        (page.status(), page.heading().as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "Choose what to share")
    );
    assert!(page.says("The list of sites has changed."));
    let page =
        browser.submit(&page.form("/sites").untick("site").tick("site", &sites[1].id.to_string())).await;
    assert_eq!(page.heading(), MAPPING);
    let done = browser.submit(&page.form("/mapping").fill("field-2", "8")).await;
    assert!(done.says("Quay 2"));
}
