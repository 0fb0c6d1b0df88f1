use std::time::Duration;

use http::Method;
use serde_json::{Value, json};

use crate::common::{Api, Reply};

const COOL_DOWN: Duration = Duration::from_secs(5 * 60);

/// An invitation for these, mailed to nobody yet.
async fn invited(api: &Api, allowed: Value) -> String {
    let body = json!({"allowedEmails": allowed});
    api.post(&format!("/v2.2/invitation/company/{}", api.company().await), body).await.created()
}

async fn resend(api: &Api, id: &str, body: Value) -> Reply {
    api.post(&format!("/v2.2/invitation/{id}/resend"), body).await
}

#[tokio::test]
async fn t013_it_is_mailed_to_everybody_with_the_same_link_and_then_not_for_a_while() {
    let api = Api::new().await;
    let id = invited(&api, json!(["mike@example.org", "*@example.net"])).await;
    let before = api.get(&format!("/v2.2/invitation/{id}")).await.with(200).clone();
    let path = format!("/v2.2/invitation/{id}/resend");
    let resent = api.send_as(&api.key, Method::POST, &path, None).await.with(200).clone();
    assert_eq!((&resent["mailed"], &resent["skipped"]), (&json!(["mike@example.org"]), &json!([])));
    assert_eq!(resent["token"], before["token"]);
    assert_eq!(resent["deliveries"][0]["status"], "QUEUED");
    let again = resend(&api, &id, json!({"emails": ["mike@example.org", "ann@example.net"]})).await;
    let again = again.with(200);
    assert_eq!(again["mailed"], json!(["ann@example.net"]));
    assert_eq!(again["skipped"][0]["email"], "mike@example.org");
    assert!(again["skipped"][0]["retryAt"].as_str() > resent["lastEventAt"].as_str());
    let too_soon = resend(&api, &id, json!({})).await;
    assert_eq!((too_soon.problem(429), too_soon.header("retry-after")), ("rate-limited", "300"));
    api.pass(COOL_DOWN);
    resend(&api, &id, json!({})).await.with(200);
}

#[tokio::test]
async fn t012_another_link_is_shown_to_those_who_may_see_it() {
    let api = Api::new().await;
    let id = invited(&api, json!([])).await;
    let before = api.get(&format!("/v2.2/invitation/{id}")).await.with(200)["token"].clone();
    let blind = api.new_key(&[latchstring_domain::api_key::Scope::InvitationsWrite]).await;
    let path = format!("/v2.2/invitation/{id}/resend");
    let hidden = api.send_as(&blind, Method::POST, &path, Some(&json!({"rotate": true}))).await;
    assert_eq!((&hidden.with(200)["token"], &hidden.json["invitationUrl"]), (&Value::Null, &Value::Null));
    let rotated = resend(&api, &id, json!({"rotate": true, "emails": []})).await.with(200).clone();
    assert_ne!(rotated["token"], before);
    assert!(rotated["invitationUrl"].as_str().unwrap().ends_with(rotated["token"].as_str().unwrap()));
    let story = api.get(&format!("/v2.2/invitation/{id}")).await.with(200)["events"].clone();
    let last = story.as_array().unwrap().last().unwrap();
    assert_eq!((&last["type"], &last["data"]), (&json!("LINK_ROTATED"), &json!({"generation": 2})));
}

#[tokio::test]
async fn what_cannot_be_mailed_is_refused_by_its_field() {
    let api = Api::new().await;
    let id = invited(&api, json!(["mike@example.org"])).await;
    let domains = invited(&api, json!(["*@example.net"])).await;
    let many = vec!["mike@example.org"; 101];
    let cases = [
        (&id, json!({"emails": ["mike@example.org", "eve@example.net"]}), "/emails/1 address-not-allowed"),
        (&id, json!({"emails": []}), "/emails needs-addresses"),
        (&domains, json!({}), "/emails needs-addresses"),
        (&id, json!({"emails": ["mike"]}), "/emails/0 invalid-email"),
        (&id, json!({"emails": ["mike@example.org, eve@example.net"]}), "/emails/0 invalid-email"),
        (&id, json!({"emails": many}), "/emails too-many"),
        (&id, json!({"emails": "mike@example.org"}), "/emails wrong-type"),
        (&id, json!({"extendSeconds": 59}), "/extendSeconds out-of-range"),
        (&id, json!({"rotate": 1}), "/rotate wrong-type"),
        (&id, json!({"expiresInSeconds": 60}), "/expiresInSeconds unknown-field"),
    ];
    for (id, body, refused) in cases {
        assert_eq!(resend(&api, id, body.clone()).await.refused(), [refused], "{body}");
    }
    let quiet = Api::without_mail().await;
    let id = invited(&quiet, json!(["mike@example.org"])).await;
    assert_eq!(resend(&quiet, &id, json!({})).await.problem(422), "mail-not-configured");
    resend(&quiet, &id, json!({"rotate": true, "emails": []})).await.with(200);
}

#[tokio::test]
async fn t054_t060_an_end_is_not_mailed_again() {
    let api = Api::new().await;
    let company = api.company().await;
    let body = json!({"allowedEmails": ["mike@example.org"], "expiresInSeconds": 60});
    let id = api.post(&format!("/v2.2/invitation/company/{company}"), body).await.created();
    api.pass(Duration::from_secs(60));
    assert_eq!(resend(&api, &id, json!({})).await.problem(409), "invitation-expired");
    let revived = resend(&api, &id, json!({"extendSeconds": 3600})).await;
    assert_eq!(revived.with(200)["status"], "ACTIVE");
    api.send_as(&api.key, Method::POST, &format!("/v2.2/invitation/{id}/revoke"), None).await.with(200);
    for body in [json!({}), json!({"rotate": true, "emails": []}), json!({"extendSeconds": 3600})] {
        assert_eq!(resend(&api, &id, body).await.problem(409), "invitation-revoked");
    }
}
