use insta::assert_json_snapshot;
use latchstring_domain::api_key::Scope;
use serde_json::json;

use crate::common::{Api, masked};

const PATH: &str = "/v2.2/workspace";

#[tokio::test]
async fn a_workspace_is_read_and_changed_in_parts() {
    let api = Api::new().await;
    let before = api.get(PATH).await;
    assert_json_snapshot!("workspace_fresh", masked(before.with(200)));
    let wish = json!({
        "name": "Northwind", "defaultExpiresInSeconds": 1_209_600, "maxExpiresInSeconds": 7_776_000,
        "allowedOrigins": ["https://Portal.example.com", "https://portal.example.com:443", "https://bücher.example"],
        "returnOrigins": ["https://shop.example"], "automaticReconnect": true,
        "notifyEmail": "Ops@Northwind.example", "notifyOn": ["CONNECTION_CREATED", "LINK_REQUESTED"],
        "notifyLocale": "de", "retentionDays": {"webhooks": 90, "mails": 3650, "deadLetters": null}, "mailFrom": "Team@Northwind.example",
    });
    let changed = api.patch(PATH, wish).await;
    assert_json_snapshot!("workspace_set", masked(changed.with(200)));
    assert_eq!(api.get(PATH).await.with(200), &changed.json);

    let emptied = api.patch(PATH, json!({"defaultExpiresInSeconds": null, "allowedOrigins": []})).await;
    assert_eq!(emptied.with(200)["defaultExpiresInSeconds"], json!(null));
    assert_eq!(emptied.json["allowedOrigins"], json!([]));
    assert_eq!(emptied.json["maxExpiresInSeconds"], 7_776_000);
    let kept = api.patch(PATH, json!({"retentionDays": {"webhooks": null, "bulkResults": 1}})).await;
    let days = json!({"deadLetters": null, "webhooks": null, "bulkResults": 1, "mails": 3650});
    assert_eq!(kept.with(200)["retentionDays"], days, "what is not named stays");
    let told = api.get("/v2.2/event?type=WORKSPACE_UPDATED").await;
    assert_eq!(told.with(200)["events"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn t086_what_is_no_origin_is_refused_by_its_place() {
    let api = Api::new().await;
    let long: Vec<_> = (0..51).map(|n| format!("https://a{n}.test")).collect();
    for (body, errors) in [
        (
            json!({"allowedOrigins": ["https://a.test", "https://a.test; script-src *", "*", 5], "returnOrigins": ["http://a.test"]}),
            vec![
                "/allowedOrigins/1 invalid-url",
                "/allowedOrigins/2 invalid-url",
                "/allowedOrigins/3 wrong-type",
                "/returnOrigins/0 invalid-url",
            ],
        ),
        (json!({"allowedOrigins": long}), vec!["/allowedOrigins too-many"]),
        (json!({"defaultExpiresInSeconds": 59}), vec!["/defaultExpiresInSeconds out-of-range"]),
        (
            json!({"defaultExpiresInSeconds": 120, "maxExpiresInSeconds": 60}),
            vec!["/defaultExpiresInSeconds out-of-range"],
        ),
        (json!({"automaticReconnect": "yes"}), vec!["/automaticReconnect wrong-type"]),
        (
            json!({"notifyEmail": "a@b.example, c@d.example", "notifyOn": ["VIEWED"], "notifyLocale": "!"}),
            vec!["/notifyEmail invalid-email", "/notifyOn/0 unknown-name", "/notifyLocale invalid-language"],
        ),
        (
            json!({"retentionDays": {"webhooks": 6, "mails": 0, "bulkResults": 3651, "deadLetters": "1", "events": 1}}),
            vec![
                "/retentionDays/deadLetters wrong-type",
                "/retentionDays/webhooks out-of-range",
                "/retentionDays/bulkResults out-of-range",
                "/retentionDays/mails out-of-range",
                "/retentionDays/events unknown-field",
            ],
        ),
        (json!({"mailFrom": "Team <team@northwind.example>"}), vec!["/mailFrom invalid-email"]),
        (json!({"retentionDays": 30}), vec!["/retentionDays wrong-type"]),
        (json!({"notifyOn": null}), vec!["/notifyOn null-not-allowed"]),
        (json!({"name": null, "mode": "live"}), vec!["/name null-not-allowed", "/mode unknown-field"]),
    ] {
        let refused = api.patch(PATH, body).await;
        assert_eq!(refused.refused(), errors);
    }
    assert_eq!(api.get(PATH).await.with(200)["allowedOrigins"], json!([]));
}

#[tokio::test]
async fn the_return_secret_is_shown_when_it_is_made() {
    let api = Api::new().await;
    let first = api.post("/v2.2/workspace/return-secret", json!({})).await;
    let second = api.post("/v2.2/workspace/return-secret", json!({})).await;
    let text = |json: &serde_json::Value| json["secret"].as_str().unwrap().to_owned();
    assert!(text(first.with(200)).starts_with("lsr_") && text(&first.json) != text(second.with(200)));
    assert!(!api.get(PATH).await.text.contains("lsr_"));
}

#[tokio::test]
async fn only_who_manages_the_workspace_sees_and_changes_it() {
    let api = Api::new().await;
    let every: Vec<_> = Scope::ALL.iter().copied().filter(|scope| *scope != Scope::WorkspaceManage).collect();
    let key = api.new_key(&every).await;
    for (method, path) in [("GET", PATH), ("PATCH", PATH), ("POST", "/v2.2/workspace/return-secret")] {
        let body = (method != "GET").then(|| json!({}));
        let refused = api.send_as(&key, method.parse().unwrap(), path, body.as_ref()).await;
        assert_eq!(refused.problem(403), "scope-missing", "{method} {path}");
    }
}

#[tokio::test]
async fn t095_a_link_leads_back_to_sites_of_the_workspace_alone() {
    let api = Api::new().await;
    let path = format!("/v2.2/invitation/company/{}", api.company().await);
    let body = json!({
        "successUrl": "https://shop.example/done?x=1", "errorUrl": "https://shop.example", "expiredUrl": "https://shop.example/late",
        "allowedOrigins": ["https://portal.example.com"],
    });
    let refused = api.post(&path, body.clone()).await;
    assert_eq!(refused.refused(), ["/successUrl redirect-not-allowed"], "nothing is trusted at first");
    let sites =
        json!({"returnOrigins": ["https://shop.example"], "allowedOrigins": ["https://portal.example.com"]});
    api.patch(PATH, sites).await.with(200);
    api.post(&path, body).await.with(201);
    for (field, text, code) in [
        ("successUrl", "https://shop.example.evil.test/", "redirect-not-allowed"),
        ("errorUrl", "https://shop.example@evil.test/", "invalid-url"),
        ("expiredUrl", "//evil.test", "invalid-url"),
        ("successUrl", "javascript:alert(1)", "invalid-url"),
    ] {
        let refused = api.post(&path, json!({field: text})).await;
        assert_eq!(refused.refused(), [format!("/{field} {code}")], "{text}");
    }
    let refused = api.post(&path, json!({"allowedOrigins": ["https://evil.test"]})).await;
    assert_eq!(
        refused.refused(),
        ["/allowedOrigins origin-not-allowed"],
        "a link narrows the list, and never widens it"
    );
}

#[tokio::test]
async fn owners_are_asked_to_reconnect_only_where_mail_is_sent() {
    let quiet = Api::without_mail().await;
    let refused = quiet.patch(PATH, json!({"automaticReconnect": true})).await;
    assert_eq!(refused.problem(422), "mail-not-configured");
    assert_eq!(refused.errors(), ["/automaticReconnect mail-not-configured"]);
    quiet.patch(PATH, json!({"automaticReconnect": false})).await.with(200);
}

#[tokio::test]
async fn reminders_are_whole_days_and_need_a_server_that_sends_mail() {
    let quiet = Api::without_mail().await;
    for field in ["remindAfterDays", "remindBeforeExpiryDays"] {
        let refused = quiet.patch(PATH, json!({field: 3})).await;
        assert_eq!(refused.problem(422), "mail-not-configured");
        assert_eq!(refused.errors(), [format!("/{field} mail-not-configured")]);
        quiet.patch(PATH, json!({field: null})).await.with(200);
        let api = Api::new().await;
        assert_eq!(api.get(PATH).await.with(200)[field], json!(null), "off until it is set");
        for bad in [json!(0), json!(366), json!(-1)] {
            let refused = api.patch(PATH, json!({field: bad})).await;
            refused.problem(422);
            assert_eq!(refused.errors(), [format!("/{field} out-of-range")]);
        }
        for days in [json!(1), json!(365), json!(null)] {
            assert_eq!(api.patch(PATH, json!({field: days})).await.with(200)[field], days);
            assert_eq!(api.get(PATH).await.with(200)[field], days);
        }
    }
}

#[tokio::test]
async fn notices_need_a_server_that_sends_mail_and_can_be_turned_off() {
    let api = Api::without_mail().await;
    let refused = api.patch(PATH, json!({"notifyEmail": "ops@northwind.example"})).await;
    assert_eq!(refused.problem(422), "mail-not-configured");
    assert_eq!(refused.errors(), ["/notifyEmail mail-not-configured"]);
    api.patch(PATH, json!({"notifyEmail": null, "notifyOn": []})).await.with(200);
    let api = Api::new().await;
    let spelled = api.patch(PATH, json!({"notifyEmail": "Ops@northwind.example"})).await;
    assert_eq!(spelled.with(200)["notifyEmail"], "Ops@northwind.example");
    let again = api.patch(PATH, json!({"notifyEmail": "ops@northwind.example"})).await;
    assert_eq!(again.with(200)["notifyEmail"], "ops@northwind.example");
    let off = api.patch(PATH, json!({"notifyEmail": null})).await;
    assert_eq!(off.with(200)["notifyEmail"], json!(null));
}
