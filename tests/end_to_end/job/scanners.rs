//! Mail scanners and previews do their worst, and nothing happens.

use std::time::Duration;

use anyhow::{Context as _, Result};
use latchstring_tests::Recipient;
use latchstring_tests::browser::{Browser, Viewport};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::{interval, timeout};

use super::mailbox::mails;
use crate::world::{World, link, text, walk_to_sites};

#[tokio::test]
async fn t001_a_storm_of_requests_changes_nothing_and_the_link_still_works() -> Result<()> {
    let world = World::sqlite().await?;
    let invitation = world.invite(json!({ "maxUses": 1 })).await?;
    let (id, link) = (text(&invitation, "id")?, link(&invitation, world.server.base_url())?);
    let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build()?;
    for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
        for agent in ["Slackbot-LinkExpanding 1.0", "Mozilla/5.0 Safari", "curl/8", "BingPreview/1.0b", ""] {
            for _ in 0..10 {
                let response =
                    client.request(method.clone(), &link).header("user-agent", agent).send().await?;
                assert!(
                    response.status().is_success() || response.status().as_u16() == 405,
                    "{}",
                    response.status()
                );
                assert!(response.headers().get("set-cookie").is_none(), "{method} {agent}");
            }
        }
    }
    let told = world.invitation(&id).await?;
    assert_eq!((&told["status"], &told["useCount"]), (&json!("ACTIVE"), &json!(0)));
    let views =
        told["events"].as_array().into_iter().flatten().filter(|event| event["type"] == "VIEWED").count();
    assert!(views <= 5, "one line a visitor and hour, not {views}");
    let mut recipient = walk_to_sites(&link).await?;
    assert!(recipient.send("/sites", &[]).await?.heading().starts_with("Thanks"));
    Ok(())
}

#[tokio::test]
async fn t164_what_fetches_a_link_is_told_by_its_class_and_never_as_the_recipient() -> Result<()> {
    let world = World::sqlite().await?;
    let invitation = world.invite(json!({})).await?;
    let (id, link) = (text(&invitation, "id")?, link(&invitation, world.server.base_url())?);
    let client = reqwest::Client::builder().no_proxy().build()?;
    let agents =
        [("Slackbot-LinkExpanding 1.0", "preview"), ("Mimecast", "mail-scanner"), ("Safari", "browser")];
    for (agent, _) in agents {
        client.get(&link).header("user-agent", agent).send().await?;
    }
    client.get(&link).header("user-agent", "Edge").header("sec-purpose", "prefetch").send().await?;
    // Written down off the request's path, so looked for until they are there.
    let viewed = async || -> Result<Vec<Value>> {
        let told = world.invitation(&id).await?;
        let events = told["events"].as_array().context("no events")?.iter();
        Ok(events.filter(|event| event["type"] == "VIEWED").cloned().collect())
    };
    let mut looks = interval(Duration::from_millis(50));
    timeout(Duration::from_secs(20), async {
        while viewed().await?.len() < agents.len() {
            looks.tick().await;
        }
        Result::<()>::Ok(())
    })
    .await??;
    let viewed = viewed().await?;
    let mut told: Vec<_> = viewed
        .iter()
        .map(|event| (&event["userAgent"], &event["data"]["userAgentClass"], &event["automated"]))
        .map(|(agent, class, automated)| (agent.as_str(), class.as_str(), automated.as_bool()))
        .collect();
    told.sort_unstable();
    let mut expected = agents.map(|(agent, class)| (Some(agent), Some(class), Some(class != "browser")));
    expected.sort_unstable();
    assert_eq!(told, expected, "and none of the prefetch");
    let actor = json!({ "kind": "visitor", "id": null, "email": null });
    assert!(viewed.iter().all(|event| event["actor"] == actor), "{viewed:?}");
    Ok(())
}

/// Marks one button that can be seen, and has forms sent whatever is missing in them.
const CHOOSE: &str = "(() => {
    for (const form of document.forms) form.noValidate = true
    const all = [...document.querySelectorAll('main form button:not([type=button])')].filter((one) => one.checkVisibility())
    const one = all[NUMBER % all.length]
    one?.setAttribute('data-press', '')
    return one !== undefined
})()";

/// Fetches whatever the page links to on this server.
const FOLLOW: &str = "Promise.all([...document.links].filter((link) => link.origin === location.origin)
    .map((link) => fetch(link.href).then(() => 1))).then((all) => all.length)";

/// A scanner that runs scripts, follows every link and presses every button, as those of mail gateways do.
#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn t002_a_browser_that_presses_everything_connects_nothing_and_mails_nobody() -> Result<()> {
    let world = World::sqlite().await?;
    let browser = Browser::start().await?;
    let open = world.invite(json!({ "maxUses": 1 })).await?;
    let gated = world.invite(json!({ "maxUses": 1, "allowedEmails": ["dana@harbour.example"] })).await?;
    for invitation in [&open, &gated] {
        let page = browser.visitor(Viewport::Desktop).await?;
        page.goto(&link(invitation, world.server.base_url())?).await?;
        for number in 0..15 {
            page.evaluate(FOLLOW).await?;
            if page.evaluate(&CHOOSE.replace("NUMBER", &number.to_string())).await? == false {
                break;
            }
            page.follow("[data-press]").await?;
        }
        let told = world.invitation(&text(invitation, "id")?).await?;
        assert_eq!((&told["status"], &told["useCount"]), (&json!("ACTIVE"), &json!(0)));
    }
    assert!(world.connections().await?.is_empty());
    assert!(mails(&world.mail_folder())?.is_empty());
    // The person after it is not hindered.
    let mut recipient = walk_to_sites(&link(&open, world.server.base_url())?).await?;
    assert!(recipient.send("/sites", &[]).await?.heading().starts_with("Thanks"));
    Ok(())
}

#[tokio::test]
async fn t002_every_button_pressed_with_empty_fields_makes_no_connection() -> Result<()> {
    let world = World::sqlite().await?;
    let invitation = world.invite(json!({ "maxUses": 1 })).await?;
    let mut scanner = Recipient::new()?;
    scanner.open(&link(&invitation, world.server.base_url())?).await?;
    for _ in 0..12 {
        let Some(form) = scanner.page()?.forms()?.into_iter().find(|form| form.is_post) else { break };
        // Hidden fields come along as they are; whatever a person would type stays empty.
        let blank: Vec<(&str, &str)> = form
            .fields
            .iter()
            .filter(|(name, _)| name != "csrf")
            .map(|(name, _)| (name.as_str(), ""))
            .collect();
        let form = form.clone().filled(&blank);
        scanner.submit(&form).await?;
    }
    let told = world.invitation(&text(&invitation, "id")?).await?;
    assert_eq!((&told["status"], &told["useCount"]), (&json!("ACTIVE"), &json!(0)));
    assert!(world.connections().await?.is_empty());
    Ok(())
}
