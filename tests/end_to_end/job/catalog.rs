//! Searching the catalog, as somebody does it with a browser.

use anyhow::Result;
use latchstring_tests::browser::{Browser, Viewport};
use serde_json::json;

use crate::world::{World, created, link};

async fn world() -> Result<(World, String)> {
    let world = World::sqlite().await?;
    for (name, country) in [("Rheinkraft", "DE"), ("Rhein Wasser", "DE"), ("Nordlys", "NO")] {
        let url = format!("https://{}.example", name.replace(' ', "-").to_lowercase());
        let body = json!({"name": name, "url": url, "countries": [country]});
        created(world.api.post("/v2.2/datasource", &body).await?)?;
    }
    let path = format!("/v2.2/invitation/company/{}", world.company);
    let invitation = created(world.api.post(&path, &json!({})).await?)?;
    let link = link(&invitation, world.server.base_url())?;
    Ok((world, link))
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn what_is_found_follows_what_is_typed() -> Result<()> {
    let (_world, link) = world().await?;
    let browser = Browser::start().await?;
    let page = browser.visitor(Viewport::Phone).await?;
    page.goto(&link).await?;
    page.follow("main form button[type=submit]").await?;
    let address = page.url().await?;
    page.enter("[name=q]", "rhein").await?;
    page.wait_for_text("2 providers found").await?;
    assert_eq!(page.text("[data-search-status]").await?, "2 providers found", "and it is said aloud");
    page.enter("[name=q]", "kraft").await?;
    page.wait_for_text("One provider found").await?;
    assert_eq!(page.url().await?, address, "the page is the same");
    page.screenshot("catalog-live").await?;
    page.enter("[name=q]", "<b>").await?;
    page.wait_for_text("No provider matches “rheinkraft<b>”").await?;
    page.evaluate("document.querySelector('[name=q]').value = ''").await?;
    page.enter("[name=q]", "nord").await?;
    page.wait_for_text("One provider found").await?;
    page.evaluate(
        "{ const select = document.querySelector('[name=country]'); select.value = 'DE';
           select.dispatchEvent(new Event('change', {bubbles: true})) }",
    )
    .await?;
    page.wait_for_text("No provider matches “nord”").await?;
    page.evaluate("document.querySelector('[name=q]').value = ''").await?;
    page.enter("[name=q]", "wasser").await?;
    page.wait_for_text("One provider found").await?;
    page.follow("button[name=provider]").await?;
    page.wait_for_text("Sign in to Rhein Wasser").await?;
    assert_eq!(browser.complaints(), Vec::<String>::new());
    Ok(())
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn without_javascript_the_search_is_a_form() -> Result<()> {
    let (_world, link) = world().await?;
    let browser = Browser::start().await?;
    let page = browser.visitor(Viewport::Phone).await?;
    page.set_javascript(false).await?;
    page.goto(&link).await?;
    page.follow("main form button[type=submit]").await?;
    page.enter("[name=q]", "nordlys.example").await?;
    page.follow("form[role=search] button").await?;
    page.wait_for_text("One provider found").await?;
    page.follow("button[name=provider]").await?;
    page.wait_for_text("Sign in to Nordlys").await
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn countries_are_named_and_sorted_in_the_language_of_the_page() -> Result<()> {
    let (_world, link) = world().await?;
    let browser = Browser::start().await?;
    let page = browser.visitor(Viewport::Phone).await?;
    page.goto(&format!("{link}?lang=de")).await?;
    page.follow("main form button[type=submit]").await?;
    let names = "[...document.querySelector('[name=country]').options].map((country) => country.text)";
    let names: Vec<String> = serde_json::from_value(page.evaluate(names).await?)?;
    let place = |name: &str| names.iter().position(|known| known == name);
    assert!(place("Germany").is_none() && place("Deutschland") < place("Österreich"), "{names:?}");
    assert!(place("Österreich") < place("Pakistan"), "by the letters of the language: {names:?}");
    page.enter("[name=q]", "rhein").await?;
    page.wait_for("[data-results] .provider-domain span").await?;
    assert_eq!(page.text("[data-results] .provider-domain span").await?, "Deutschland");
    assert_eq!(browser.complaints(), Vec::<String>::new());
    Ok(())
}
