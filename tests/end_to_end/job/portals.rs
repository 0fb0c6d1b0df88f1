//! Portal links, from outside: several connectors in one visit, each with its fields matched.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, ensure};
use latchstring_tests::browser::{Browser, Page, Viewport};
use latchstring_tests::{Api, Recipient};
use serde_json::{Value, json};

use crate::world::{ENVIRONMENT, World, created, text};

const TENANT: &str = "customer-1042";
const FLOW: &str = "books";
/// Beside the sandbox: a form with a select and adornments, and fewer fields than are searched.
const CATALOG: &str = r#"[{
    "id": "parcelry", "label": "Parcelry", "type": "api", "tags": ["shop"], "domain": "parcelry.example",
    "connect_ui_params": {
        "shop": { "label": "Shop", "adornment": { "start": "https://", "end": ".parcelry.example" } },
        "api_token": { "label": "Access token", "type": "password" },
        "region": { "label": "Region", "type": "select",
            "options": [{ "label": "Europe", "value": "eu" }, { "label": "America", "value": "us" }] }
    },
    "catalog": [{ "table": "Orders", "fields": [
        { "id": "order_total", "name": "Order total" }, { "id": "order_date", "name": "Order date" }] }]
}]"#;

/// A flow with both connectors, and a link that lets the tenant connect them in one visit.
async fn portal(world: &World) -> Result<Value> {
    let folder = tempfile::tempdir()?;
    let catalog = folder.path().join("connectors.json");
    std::fs::write(&catalog, CATALOG)?;
    world.admin_cli(&["connector", "import", &catalog.to_string_lossy()])?;
    let flow = json!({ "key": FLOW, "name": "Accounting", "connectors": ["sandbox", "parcelry"],
        "schema": [{ "table": "Invoices", "fields": [
            { "id": "total", "name": "Total amount", "required": true },
            { "id": "day", "name": "Invoice date" }] }] });
    created(world.api.post("/v2.2/flow", &flow).await?)?;
    let wish = json!({ "tenant": TENANT, "type": "flows", "flow": FLOW, "options": {
        "nextStep": "mapping", "multipleSources": true,
        "helperText": "Connect the shop and the accounts you invoice from." } });
    let reply = world.api.post(&format!("/{ENVIRONMENT}/magicLink"), &wish).await?;
    ensure!(reply.status.is_success(), "{}: {}", reply.status, reply.text);
    Ok(reply.json)
}

/// What each connector of the tenant fills which field with, and that it is one connection each.
async fn linked(api: &Api) -> Result<BTreeSet<(String, String, String)>> {
    let reply = api.get(&format!("/v2/{ENVIRONMENT}/{FLOW}/{TENANT}/linkedConnectors")).await?;
    let list = reply.json.as_array().with_context(|| reply.text.clone())?;
    assert_eq!(list.len(), 2, "{}", reply.text);
    let mut filled = BTreeSet::new();
    for connector in list {
        for field in connector["field_map"][0]["fields"].as_array().context("a mapping")? {
            filled.insert((text(connector, "id")?, text(field, "id")?, text(&field["source"], "id")?));
        }
    }
    Ok(filled)
}

fn as_matched() -> BTreeSet<(String, String, String)> {
    [("parcelry", "total", "order_total"), ("sandbox", "day", "issued_on"), ("sandbox", "total", "amount")]
        .map(|(connector, field, source)| (connector.to_owned(), field.to_owned(), source.to_owned()))
        .into()
}

/// Chooses in a searchable list as somebody does who types.
async fn search(page: &Page, field: &str, words: &str, shot: Option<&str>) -> Result<()> {
    let selector = format!("#{field}");
    page.click(&selector).await?;
    page.enter(&selector, words).await?;
    let option = format!("#{field}-list [role=option]");
    page.wait_for(&option).await?;
    assert_eq!(page.count(&option).await?, 1, "{words}");
    if let Some(shot) = shot {
        page.screenshot(shot).await?;
    }
    page.click(&option).await
}

async fn in_a_browser(viewport: Viewport, name: &str) -> Result<()> {
    let world = World::sqlite().await?;
    let portal = portal(&world).await?;
    let link = text(&portal, "url")?;
    let browser = Browser::start().await?;
    let page = browser.visitor(viewport).await?;
    let shot = async |step: &str| page.screenshot(&format!("{name}-{step}")).await;
    page.goto(&link).await?;
    shot("1-landing").await?;
    page.follow("main form button[type=submit]").await?;
    assert!(!page.url().await?.contains("token="), "the link's token leaves the address bar");
    page.wait_for_text("Connect the shop and the accounts you invoice from.").await?;
    shot("2-connectors").await?;

    page.follow("form[action$='/provider'] li:first-child button").await?;
    page.enter("[name=username]", "sandbox-username").await?;
    page.enter("[name=password]", "sandbox-password").await?;
    shot("3-sign-in").await?;
    page.follow("form[action$='/sign-in'] button[type=submit]").await?;
    page.wait_for_text("Match the fields").await?;
    search(&page, "field-0", "amount due", Some(&format!("{name}-4-mapping"))).await?;
    search(&page, "field-1", "issued", None).await?;
    shot("5-matched").await?;
    page.follow("form[action$='/mapping'] button[type=submit]").await?;

    page.wait_for_text("Connected").await?;
    shot("6-one-connected").await?;
    page.follow("form[action$='/provider'] li:last-child button").await?;
    page.enter("[name=shop]", "northwind").await?;
    page.enter("[name=api_token]", "correct horse").await?;
    page.evaluate("document.querySelector('[name=region]').value = 'eu'").await?;
    shot("7-own-form").await?;
    page.follow("form[action$='/sign-in'] button[type=submit]").await?;
    page.evaluate("document.querySelector('[name=field-0]').value = '0'").await?;
    shot("8-few-fields").await?;
    page.follow("form[action$='/mapping'] button[type=submit]").await?;
    shot("9-both-connected").await?;
    page.follow("form[action$='/finish'] button[type=submit]").await?;
    page.wait_for_text("Thanks").await?;
    shot("10-done").await?;

    assert_eq!(linked(&world.api).await?, as_matched());
    let told = world.invitation(&text(&portal, "invitationId")?).await?;
    assert_eq!(told["useCount"], 2, "{told}");
    assert_eq!(browser.complaints(), Vec::<String>::new());
    Ok(())
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn several_connectors_in_one_visit_on_a_phone() -> Result<()> {
    in_a_browser(Viewport::Phone, "portal-phone").await
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn several_connectors_in_one_visit_on_a_desktop() -> Result<()> {
    in_a_browser(Viewport::Desktop, "portal-desktop").await
}

/// The value of the option with this label.
fn option(recipient: &Recipient, label: &str) -> Result<String> {
    let html = &recipient.page()?.html;
    let (before, _) = html.split_once(&format!(">{label}</option>")).with_context(|| html.clone())?;
    let (_, value) = before.rsplit_once("<option value=\"").context("an option without a value")?;
    Ok(value.split('"').next().unwrap_or_default().to_owned())
}

/// Without a browser; what one server was told, the other one knows.
#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn several_connectors_in_one_visit_over_two_servers() -> Result<()> {
    let world = World::postgres(2).await?;
    let portal = portal(&world).await?;
    let flow = world.api.get(&format!("/v2.2/flow/{FLOW}")).await?.json;
    let mut recipient = Recipient::new()?;
    let url = text(&portal, "url")?;
    let (_, token) = url.split_once("/?token=").context("a link with a token")?;
    recipient.open(&format!("{}/?token={token}", world.server.base_url())).await?;
    recipient.send(&format!("/p/i/{token}"), &[]).await?;
    let visits = [
        (
            0,
            vec![("username", "sandbox-username"), ("password", "sandbox-password")],
            "Amount due",
            "Issued on",
        ),
        (
            1,
            vec![("shop", "northwind"), ("api_token", "correct horse"), ("region", "eu")],
            "Order total",
            "Do not fill",
        ),
    ];
    for (connector, credentials, total, day) in visits {
        let provider = text(&flow["connectors"][connector], "datasourceId")?;
        recipient.send("/provider", &[("provider", &provider)]).await?;
        recipient.send("/sign-in", &credentials).await?;
        // What is required is asked for once more, and nothing is made.
        let page = recipient.send("/mapping", &[("field-0", "")]).await?;
        assert_eq!(page.status.as_u16(), 422, "{}", page.text());
        let (total, day) = (option(&recipient, total)?, option(&recipient, day)?);
        recipient.send("/mapping", &[("field-0", &total), ("field-1", &day)]).await?;
    }
    let page = recipient.send("/finish", &[]).await?;
    assert!(page.heading().starts_with("Thanks"), "{}", page.text());
    assert_eq!(linked(&world.others[0].api(&world.key)?).await?, as_matched());
    Ok(())
}
