//! Mails of the service, as a mail server takes them and as their readers get them.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use latchstring_tests::Recipient;
use reqwest::Method;
use ring::hmac;
use serde_json::{Value, json};
use tokio::time::timeout;

use super::server::Taken;
use super::{Authority, MailServer, Security, Wish, free_port, section};
use crate::world::{World, link, text, walk_to_sites};

const DANA: &str = "dana@harbour.example";

/// The link in a mail, at the server under test: mails have the public address, which is a proxy's.
fn link_in(mail: &Taken, world: &World) -> Result<String> {
    let body = mail.read(|message| message.body_text(0).map(|text| text.into_owned()))?;
    let link =
        body.lines().map(str::trim).find(|line| line.contains("/p/i/")).with_context(|| body.clone())?;
    let path = link.strip_prefix("http://127.0.0.1").context("the public address")?;
    Ok(format!("{}{path}", world.server.base_url()))
}

/// Waits until the first mail of an invitation has this status; what the API says of it then.
async fn until_delivery(world: &World, invitation: &Value, status: &str) -> Result<Value> {
    let id = text(invitation, "id")?;
    let mut tick = tokio::time::interval(Duration::from_millis(50));
    let waiting = async {
        loop {
            tick.tick().await;
            let told = world.invitation(&id).await?;
            if told["deliveries"][0]["status"] == status {
                return anyhow::Ok(told);
            }
        }
    };
    timeout(Duration::from_secs(50), waiting).await.with_context(|| format!("no mail became {status}"))?
}

fn kinds(told: &Value) -> Vec<&str> {
    told["events"].as_array().into_iter().flatten().filter_map(|event| event["type"].as_str()).collect()
}

/// The main job, with nothing between it and a mail server.
#[tokio::test]
#[ignore = "needs aiosmtpd: run ./tests/run"]
async fn an_invitation_is_mailed_encrypted_and_its_link_makes_a_connection() -> Result<()> {
    let authority = Authority::new()?;
    let ca = tempfile::NamedTempFile::new()?;
    std::fs::write(ca.path(), authority.pem())?;
    let (tls, certificate) = (Security::StartTls, Some((&authority, "localhost", 4000)));
    let server = MailServer::start(Wish { tls, port: 0, login: Some("u:p w"), certificate }).await?;
    let login = format!("ca_file = \"{}\"\nusername = \"u\"\npassword = \"p w\"\n", ca.path().display());
    let world = World::with_config(&section(server.port, tls, &login)).await?;
    let invitation = world.invite(json!({ "allowedEmails": [DANA], "sendEmail": true })).await?;

    let [mail] = server.until(1).await?.try_into().unwrap();
    assert!(mail.encrypted && mail.login && mail.to == [DANA]);
    let mut dana = Recipient::new()?;
    dana.open(&link_in(&mail, &world)?).await?;
    let form = dana.page()?.forms()?.into_iter().next().context("a button")?;
    dana.submit(&form).await?;
    dana.send("/provider", &[]).await?;
    dana.send("/sign-in", &[("username", "sandbox-username"), ("password", "sandbox-password")]).await?;
    let page = dana.send("/sites", &[]).await?;
    assert!(page.heading().starts_with("Thanks"), "{}", page.text());
    assert_eq!(world.connections().await?[0]["workflowOwnerEmail"], DANA);
    let told = until_delivery(&world, &invitation, "SENT").await?;
    assert!(kinds(&told).contains(&"EMAIL_SENT"));
    assert_eq!(server.taken()?.len(), 1, "no code was needed");
    let logged = world.server.process().stderr();
    assert!(!logged.contains("lsi_") && !logged.contains("p w") && !logged.contains("dana@"), "{logged}");
    Ok(())
}

#[tokio::test]
#[ignore = "needs aiosmtpd: run ./tests/run"]
async fn t080_t081_what_people_type_makes_no_header_and_no_second_mail() -> Result<()> {
    let server = MailServer::plain().await?;
    let world = World::with_config(&section(server.port, Security::None, "")).await?;
    let evil = "Hi\n.\n.\r\n.\r\nMAIL FROM:<evil@evil.example>\r\n..two\nBcc: x@evil.example";
    let renamed = json!({ "name": "Söhne & Töchter" });
    let path = format!("/v2.2/company/{}", world.company);
    let reply = world.api.send(Method::PATCH, &path, Some(&renamed)).await?;
    assert_eq!(reply.status, 200, "{}", reply.text);
    for name in ["a\r\nBcc: x@evil.example", "a\nb", "a\0b", "a\u{2028}Bcc: x"] {
        let reply = world.api.send(Method::PATCH, &path, Some(&json!({ "name": name }))).await?;
        assert_eq!(reply.status, 422, "{name:?}");
    }
    for allowed in ["a@b.example\r\nBcc: x@evil.example", "a@b.example,c@d.example", "<a@b.example>"] {
        let body = json!({ "allowedEmails": [allowed], "sendEmail": true });
        let path = format!("/v2.2/invitation/company/{}", world.company);
        assert_eq!(world.api.post(&path, &body).await?.status, 422, "{allowed:?}");
    }
    let terms = json!({ "allowedEmails": [DANA], "sendEmail": true, "message": evil });
    let invitation = world.invite(terms).await?;
    until_delivery(&world, &invitation, "SENT").await?;

    let [mail] = server.until(1).await?.try_into().unwrap();
    let raw = mail.text()?;
    let (headers, _) = raw.split_once("\r\n\r\n").context("headers")?;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for line in headers.split("\r\n").filter(|line| !line.starts_with([' ', '\t'])) {
        *counts.entry(line.split(':').next().unwrap_or_default()).or_default() += 1;
    }
    let names: Vec<_> = counts.keys().copied().collect();
    assert_eq!(names, ["Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To"]);
    assert!(counts.values().all(|count| *count == 1), "{counts:?}");
    assert!(headers.is_ascii() && headers.contains("Subject: =?utf-8?"), "{headers}");
    assert!(mail.read(|mail| mail.subject().map(str::to_owned))?.starts_with("Söhne & Töchter: "));
    let body = mail.read(|mail| mail.body_text(0).map(|text| text.into_owned()))?;
    for line in ["> .", "> MAIL FROM:<evil@evil.example>", "> ..two", "> Bcc: x@evil.example"] {
        assert!(body.lines().any(|found| found == line), "{line}: {body}");
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs aiosmtpd: run ./tests/run"]
async fn a_refusal_for_good_is_told_and_one_for_now_is_not() -> Result<()> {
    let server = MailServer::plain().await?;
    let world = World::with_config(&section(server.port, Security::None, "")).await?;
    for (name, reason) in [("nobody", "recipient-refused"), ("spam", "message-refused")] {
        let address = format!("{name}@harbour.example");
        let invitation = world.invite(json!({ "allowedEmails": [address], "sendEmail": true })).await?;
        let told = until_delivery(&world, &invitation, "FAILED").await?;
        assert_eq!(told["deliveries"][0]["reason"], reason, "{told}");
        let events = told["events"].as_array().context("events")?;
        let failed = events.iter().find(|event| event["type"] == "EMAIL_FAILED").context("an event")?;
        assert_eq!(failed["data"]["reason"], reason);
    }
    let address = "busy@harbour.example";
    let busy = world.invite(json!({ "allowedEmails": [address], "sendEmail": true })).await?;
    let fine = world.invite(json!({ "allowedEmails": [DANA], "sendEmail": true })).await?;
    until_delivery(&world, &fine, "SENT").await?;
    let told = world.invitation(&text(&busy, "id")?).await?;
    assert_eq!(
        told["deliveries"][0]["status"], "QUEUED",
        "it will be tried again, and holds nobody up: {told}"
    );
    Ok(())
}

/// T083: the mail was taken, and the server was killed before it knew.
#[tokio::test]
#[ignore = "needs aiosmtpd: run ./tests/run"]
async fn t083_a_server_killed_between_the_mail_and_its_end_sends_it_once_more_under_the_same_id() -> Result<()>
{
    let server = MailServer::plain().await?;
    let world = World::with_config(&section(server.port, Security::None, "")).await?;
    let terms = json!({ "allowedEmails": ["hung@harbour.example"], "sendEmail": true });
    let invitation = world.invite(terms).await?;
    server.until(1).await?;
    let world = world.crash_and_configure_again().await?;
    let told = until_delivery(&world, &invitation, "SENT").await?;
    let taken = server.taken()?;
    assert_eq!(taken.len(), 2, "one more, and no third");
    assert_eq!(taken[0].message_id()?, taken[1].message_id()?);
    assert_eq!(kinds(&told).iter().filter(|kind| **kind == "EMAIL_SENT").count(), 1);
    // Both links open.
    for mail in &taken {
        let mut recipient = Recipient::new()?;
        assert_eq!(recipient.open(&link_in(mail, &world)?).await?.status.as_u16(), 200);
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs aiosmtpd: run ./tests/run"]
async fn t082_t151_while_the_mail_server_is_down_links_are_revoked_and_mail_waits() -> Result<()> {
    let port = free_port()?;
    let world = World::with_config(&section(port, Security::None, "")).await?;
    let waiting = world.invite(json!({ "allowedEmails": [DANA], "sendEmail": true })).await?;
    let revoked = world.invite(json!({ "allowedEmails": [DANA], "sendEmail": true })).await?;
    let path = format!("/v2.2/invitation/{}/revoke", text(&revoked, "id")?);
    let revoking = world.api.send(Method::POST, &path, None);
    let reply = timeout(Duration::from_secs(2), revoking).await.context("revoking waits for mail")??;
    assert_eq!(reply.json["status"], "REVOKED", "{}", reply.text);
    let told = until_delivery(&world, &revoked, "FAILED").await?;
    assert_eq!(told["deliveries"][0]["reason"], "not-wanted-any-more");
    assert_eq!(world.invitation(&text(&waiting, "id")?).await?["deliveries"][0]["status"], "QUEUED");

    let wish = Wish { tls: Security::None, port, login: None, certificate: None };
    let server = MailServer::start(wish).await?;
    until_delivery(&world, &waiting, "SENT").await?;
    assert_eq!(server.taken()?.len(), 1, "nothing went out for the one that was revoked");
    let logged = world.server.process().stderr();
    assert!(logged.contains("the mail server cannot be reached"), "the operator can see it: {logged}");
    Ok(())
}

#[tokio::test]
#[ignore = "needs aiosmtpd: run ./tests/run"]
async fn the_customer_hears_of_a_connection_and_of_a_wish_for_a_new_link() -> Result<()> {
    let server = MailServer::plain().await?;
    let world = World::with_config(&section(server.port, Security::None, "")).await?;
    let ops = "ops@acme.example";
    let of = ["--notify-on", "LINK_REQUESTED", "--notify-on", "CONNECTION_CREATED"];
    world.admin_cli(&[&["workspace", "set", "--notify-email", ops], &of[..]].concat())?;
    let used = world.invite(json!({})).await?;
    walk_to_sites(&link(&used, world.server.base_url())?).await?.send("/sites", &[]).await?;
    let invitation = world.invite(json!({ "externalId": "lease-7" })).await?;
    let revoke = format!("/v2.2/invitation/{}/revoke", text(&invitation, "id")?);
    world.api.send(Method::POST, &revoke, None).await?;
    let mut late = Recipient::new()?;
    assert_eq!(late.open(&link(&invitation, world.server.base_url())?).await?.status.as_u16(), 410);
    let forms = late.page()?.forms()?;
    let ask = forms.iter().find(|form| form.action.query() == Some("ask=link")).context("a way to ask")?;
    late.submit(ask).await?;

    let taken = server.until(2).await?;
    let id = text(&invitation, "id")?;
    let connection = text(&world.connections().await?[0], "id")?;
    let mut said = Vec::new();
    for notice in &taken {
        assert_eq!(notice.to, [ops]);
        let subject = notice.read(|mail| mail.subject().map(str::to_owned))?;
        let body = notice.read(|mail| mail.body_text(0).map(|text| text.into_owned()))?;
        assert!(!body.contains("lsi_"), "no link is in a notice: {body}");
        said.push(format!("{subject}\n{body}"));
    }
    said.sort();
    let [connected, asked] = said.try_into().map_err(|said| anyhow::anyhow!("{said:?}"))?;
    assert!(connected.starts_with("Riverside Properties: connected to"), "{connected}");
    assert!(connected.contains(&connection), "{connected}");
    assert!(asked.starts_with("Riverside Properties: somebody asks for a new link"), "{asked}");
    assert!(asked.contains("was revoked") && asked.contains(&id) && asked.contains("lease-7"), "{asked}");
    Ok(())
}

/// T183: a workspace's address is mailed from where the operator says that the mail server signs for its domain, and is answered to
/// where not. What the mail server is told stays our own address, so that mails that bounce come back here.
#[tokio::test]
#[ignore = "needs aiosmtpd: run ./tests/run"]
async fn t183_a_mail_comes_from_a_domain_that_is_signed_for_or_from_ours() -> Result<()> {
    let server = MailServer::plain().await?;
    let more = "from_name = \"Example Hosting\"\nfrom_domains = [\"signed.example\"]\n";
    let world = World::with_config(&section(server.port, Security::None, more)).await?;
    let mut expected = vec![("Riverside Properties via Example Hosting", "connect@acme.example", None)];
    let terms = json!({ "allowedEmails": [DANA], "sendEmail": true });
    world.invite(terms.clone()).await?;
    server.until(1).await?;
    for (stated, told) in [
        (
            "team@other.example",
            ("Riverside Properties via Example Hosting", "connect@acme.example", Some("team@other.example")),
        ),
        ("team@signed.example", ("Riverside Properties", "team@signed.example", None)),
    ] {
        let body = json!({ "mailFrom": stated });
        let reply = world.api.send(Method::PATCH, "/v2.2/workspace", Some(&body)).await?;
        assert_eq!((reply.status.as_u16(), &reply.json["mailFrom"]), (200, &json!(stated)));
        world.invite(terms.clone()).await?;
        expected.push(told);
        server.until(expected.len()).await?;
    }
    let taken = server.until(3).await?;
    for (mail, (name, from, reply_to)) in taken.iter().zip(expected) {
        assert_eq!(mail.from, "connect@acme.example", "the envelope is ours");
        let said = mail.read(|mail| {
            let address = mail.from()?.first()?;
            let reply_to = mail.reply_to().and_then(|to| to.first()?.address().map(str::to_owned));
            Some((address.name()?.to_owned(), address.address()?.to_owned(), reply_to))
        })?;
        assert_eq!(said, (name.to_owned(), from.to_owned(), reply_to.map(str::to_owned)));
        assert!(mail.message_id()?.ends_with("@acme.example"));
    }
    Ok(())
}

/// The mail was taken, and its service says later that it came back.
#[tokio::test]
#[ignore = "needs aiosmtpd: run ./tests/run"]
async fn a_mail_that_came_back_is_marked_by_its_message_id() -> Result<()> {
    let server = MailServer::plain().await?;
    let secret = [7; 32];
    let more = format!("events_secret = \"whsec_{}\"\n", STANDARD.encode(secret));
    let world = World::with_config(&section(server.port, Security::None, &more)).await?;
    let invitation = world.invite(json!({ "allowedEmails": [DANA], "sendEmail": true })).await?;
    until_delivery(&world, &invitation, "SENT").await?;
    let [mail] = server.until(1).await?.try_into().unwrap();
    let body = json!({ "type": "email.bounced", "data": { "messageId": mail.message_id()? } }).to_string();
    let now = SystemTime::UNIX_EPOCH.elapsed()?.as_secs();
    let key = hmac::Key::new(hmac::HMAC_SHA256, &secret);
    let signature = STANDARD.encode(hmac::sign(&key, format!("msg_1.{now}.{body}").as_bytes()));
    let send = async |signature: String| {
        let url = format!("{}/v2.2/inbound/email-events", world.server.base_url());
        let request = reqwest::Client::new().post(url).header("content-type", "application/json");
        let request = request.header("webhook-id", "msg_1").header("webhook-timestamp", now);
        let request = request.header("webhook-signature", format!("v1,{signature}"));
        anyhow::Ok(request.body(body.clone()).send().await?.status().as_u16())
    };
    assert_eq!(send(STANDARD.encode([0; 32])).await?, 403);
    assert_eq!(send(signature).await?, 204);
    let told = until_delivery(&world, &invitation, "FAILED").await?;
    assert_eq!(told["deliveries"][0]["reason"], "bounced");
    Ok(())
}
