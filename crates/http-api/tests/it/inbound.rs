//! What a mail service tells: signed, of now, and of our own mails.

use std::time::Duration;

use axum::body::Body;
use http::Request;
use latchstring_secrets::webhook::WebhookSecret;
use serde_json::{Value, json};

use crate::common::{Api, Reply};

const PATH: &str = "/v2.2/inbound/email-events";
/// Where the clock of the tests begins, in unix seconds.
const NOW: i64 = 1_795_167_000;

fn secret() -> WebhookSecret {
    WebhookSecret::parse("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=").unwrap()
}

async fn api() -> Api {
    Api::hearing_of_mails(secret()).await
}

/// A request as a mail service sends it, by the headers of this family.
async fn send(api: &Api, family: &str, id: &str, at: i64, signature: &str, body: &str) -> Reply {
    let request = Request::post(PATH)
        .header("content-type", "application/json")
        .header(format!("{family}-id"), id)
        .header(format!("{family}-timestamp"), at.to_string())
        .header(format!("{family}-signature"), signature)
        .body(Body::from(body.to_owned()))
        .unwrap();
    api.raw(request).await
}

async fn signed(api: &Api, body: &Value) -> Reply {
    let body = body.to_string();
    send(api, "webhook", "msg_1", NOW, &secret().sign("msg_1", NOW, body.as_bytes()), &body).await
}

fn event(kind: &str, message_id: &str) -> Value {
    let data = json!({"messageId": message_id, "to": ["mike@example.org"], "bounce": {"type": "Permanent"}});
    json!({"type": kind, "timestamp": "2026-11-20T09:30:00Z", "data": data})
}

/// An invitation that is being mailed: its path, and the `Message-ID` of its mail.
async fn mailed(api: &Api) -> (String, String) {
    let company = api.company().await;
    let body = json!({"allowedEmails": ["mike@example.org"], "sendEmail": true});
    let made = api.post(&format!("/v2.2/invitation/company/{company}"), body).await;
    let mail = made.with(201)["deliveries"][0]["id"].as_str().unwrap().replace('-', "");
    (format!("/v2.2/invitation/{}", made.created()), format!("<{mail}@example.com>"))
}

#[tokio::test]
async fn a_mail_that_bounced_or_was_complained_of_marks_the_delivery_and_is_told_once() {
    for (kind, reason) in [("email.bounced", "bounced"), ("email.complained", "complained")] {
        let api = api().await;
        let (path, message_id) = mailed(&api).await;
        signed(&api, &event(kind, &message_id)).await.with(204);
        let bare = message_id.trim_matches(['<', '>']).to_owned();
        for again in ["email.bounced", "email.complained"] {
            signed(&api, &event(again, &bare)).await.with(204);
        }
        let told = api.get(&path).await;
        let delivery = &told.with(200)["deliveries"][0];
        assert_eq!((&delivery["status"], &delivery["reason"]), (&json!("FAILED"), &json!(reason)));
        let events = told.json["events"].as_array().unwrap();
        let failed: Vec<_> = events.iter().filter(|event| event["type"] == "EMAIL_FAILED").collect();
        assert_eq!(failed.len(), 1, "{kind}");
        assert_eq!(
            (&failed[0]["data"]["reason"], &failed[0]["data"]["mail"]),
            (&json!(reason), &json!("invitation"))
        );
    }
}

/// What is mailed no more is listed, page by page and by address, until it is lifted, once or more often.
#[tokio::test]
async fn t183_an_address_that_a_mail_came_back_from_is_listed_and_lifted() {
    let api = api().await;
    let none = api.get("/v2.2/suppression").await;
    assert_eq!(none.with(200), &json!({"suppressions": [], "perPage": 100, "nextCursor": null}));
    let (_, message_id) = mailed(&api).await;
    signed(&api, &event("email.complained", &message_id)).await.with(204);
    let listed = api.get("/v2.2/suppression?limit=1").await.with(200).clone();
    let row = json!({"email": "mike@example.org", "reason": "COMPLAINED", "since": listed["suppressions"][0]["since"]});
    assert_eq!((&listed["suppressions"], &listed["nextCursor"]), (&json!([row]), &Value::Null));
    let by = async |email: &str| {
        let found = api.get(&format!("/v2.2/suppression?email={email}")).await;
        found.with(200)["suppressions"].as_array().unwrap().len()
    };
    assert_eq!((by("MIKE@example.org").await, by("dana@example.org").await), (1, 0));
    let refused = api.get("/v2.2/suppression?email=nobody&cursor=x").await;
    assert_eq!(refused.refused(), ["/query/email invalid-email"]);
    assert_eq!(api.delete("/v2.2/suppression").await.refused(), ["/query/email required"]);
    assert_eq!(api.stranger().await.get("/v2.2/suppression").await.with(200)["suppressions"], json!([]));
    for _ in 0..2 {
        api.delete("/v2.2/suppression?email=Mike@example.org").await.with(204);
    }
    assert_eq!(by("mike@example.org").await, 0);
    let events = api.get("/v2.2/event?type=SUPPRESSION_LIFTED").await;
    assert_eq!(events.with(200)["events"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_not_ours_or_of_another_kind_is_taken_and_changes_nothing() {
    let api = api().await;
    let (path, message_id) = mailed(&api).await;
    signed(&api, &event("email.delivered", &message_id)).await.with(204);
    let stranger = format!("<{}@example.com>", "0".repeat(32));
    for message_id in [stranger.as_str(), "<abc@example.com>", "", "@", "\u{0}", "<<>>"] {
        signed(&api, &event("email.bounced", message_id)).await.with(204);
    }
    assert_eq!(api.get(&path).await.with(200)["deliveries"][0]["status"], "QUEUED");
}

#[tokio::test]
async fn t100_only_what_is_signed_and_of_now_is_believed() {
    let api = api().await;
    let (path, message_id) = mailed(&api).await;
    let body = event("email.bounced", &message_id).to_string();
    let good = secret().sign("msg_1", NOW, body.as_bytes());
    let other = WebhookSecret::parse("whsec_MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA=").unwrap();
    let old = secret().sign("msg_1", NOW - 301, body.as_bytes());
    let early = secret().sign("msg_1", NOW + 301, body.as_bytes());
    let changed = body.replace("bounced", "complained");
    for (id, at, signature, body) in [
        ("msg_1", NOW, "", &body),
        ("msg_1", NOW, "v1,AAAA", &body),
        ("msg_1", NOW, &*other.sign("msg_1", NOW, body.as_bytes()), &body),
        ("msg_2", NOW, &*good, &body),
        ("", NOW, &*good, &body),
        ("msg_1", NOW + 1, &*good, &body),
        ("msg_1", NOW, &*good, &changed),
        ("msg_1", NOW - 301, &*old, &body),
        ("msg_1", NOW + 301, &*early, &body),
    ] {
        let refused = send(&api, "webhook", id, at, signature, body).await;
        assert_eq!(refused.problem(403), "signature-invalid", "{id} {at} {signature}");
    }
    let unsigned =
        Request::post(PATH).header("content-type", "application/json").body(Body::from(body.clone()));
    assert_eq!(api.raw(unsigned.unwrap()).await.problem(403), "signature-invalid");
    assert_eq!(api.get(&path).await.with(200)["deliveries"][0]["status"], "QUEUED");

    send(&api, "svix", "msg_1", NOW, &format!("v1,AAAA {good}"), &body).await.with(204);
    assert_eq!(api.get(&path).await.with(200)["deliveries"][0]["status"], "FAILED");
    api.pass(Duration::from_secs(301));
    assert_eq!(send(&api, "svix", "msg_1", NOW, &good, &body).await.problem(403), "signature-invalid");
}

#[tokio::test]
async fn what_is_signed_and_wrong_is_refused_by_its_field() {
    let api = api().await;
    let data = json!({"messageId": "x".repeat(999)});
    for (body, errors) in [
        (json!({}), vec!["/type required", "/data required"]),
        (json!({"type": 1, "data": {}}), vec!["/type wrong-type", "/data/messageId required"]),
        (json!({"type": "email.bounced", "data": data}), vec!["/data/messageId too-long"]),
    ] {
        assert_eq!(signed(&api, &body).await.refused(), errors);
    }
    let body = "[]";
    let signature = secret().sign("msg_1", NOW, body.as_bytes());
    assert_eq!(send(&api, "webhook", "msg_1", NOW, &signature, body).await.problem(400), "malformed-body");
}

#[tokio::test]
async fn without_a_secret_there_is_nothing_there() {
    let api = Api::new().await;
    let body = event("email.bounced", "<x@example.com>");
    assert_eq!(signed(&api, &body).await.problem(404), "not-found");
}
