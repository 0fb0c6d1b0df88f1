use std::time::Duration;

use http::Method;
use insta::assert_json_snapshot;
use latchstring_domain::api_key::Scope;
use latchstring_domain::workspace::ExpiryPolicy;
use serde_json::{Value, json};

use crate::common::{Api, ENVIRONMENT, Reply, masked};

fn path() -> String {
    format!("/{ENVIRONMENT}/magicLink")
}

async fn link(api: &Api, body: Value) -> Reply {
    api.post(&path(), body).await
}

/// The invitation that a link is.
async fn invitation(api: &Api, link: &Reply) -> Value {
    let id = link.with(200)["invitationId"].as_str().unwrap().to_owned();
    api.get(&format!("/v2.2/invitation/{id}")).await.with(200).clone()
}

#[tokio::test]
async fn a_link_is_an_invitation_for_a_tenant_made_on_the_spot() {
    let api = Api::new().await;
    let made = link(&api, json!({"tenant": "customer-1042", "unknown": {"nested": []}})).await;
    assert_json_snapshot!(masked(made.with(200)));
    let invitation = invitation(&api, &made).await;
    assert_json_snapshot!(masked(&invitation));
    assert_eq!(invitation["invitationUrl"], made.json["url"]);
    let token = invitation["token"].as_str().unwrap();
    assert_eq!(made.json["url"], format!("https://connect.example.com/?token={token}"));

    let companies = api.get("/v2.2/company?externalId=customer-1042").await;
    let company = &companies.with(200)[0];
    assert_eq!([&company["id"], &company["name"]], [&invitation["companyId"], &json!("customer-1042")]);
    link(&api, json!({"tenant": "customer-1042"})).await.with(200);
    assert_eq!(api.get("/v2.2/company").await.with(200).as_array().unwrap().len(), 1, "made once");
}

#[tokio::test]
async fn t062_the_link_is_listed_by_its_source_and_revoked_like_any_other() {
    let api = Api::new().await;
    let company = api.company().await;
    let native = api.invitation(&company).await;
    let made = link(&api, json!({"tenant": "a"})).await;
    let id = made.with(200)["invitationId"].clone();
    let listed = async |source: &str| {
        let page = api.get(&format!("/v2.2/invitation?source={source}")).await;
        page.with(200)["invitations"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["id"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(listed("hotglue").await, std::slice::from_ref(&id));
    assert_eq!(listed("native").await, [json!(native)]);
    assert_eq!(api.get("/v2.2/invitation?source=email").await.refused(), ["/query/source unknown-name"]);
    let revoked = api.post(&format!("/v2.2/invitation/{}/revoke", id.as_str().unwrap()), json!({})).await;
    assert_eq!(revoked.with(200)["status"], "REVOKED");
}

#[tokio::test]
async fn every_type_and_alias_is_taken_and_needs_what_it_needs() {
    let api = Api::new().await;
    let id = api.flow("invoices").await;
    let body = |more: Value| {
        let mut body = json!({"tenant": "a"});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    for right in [
        json!({"type": "all"}),
        json!({"type": "flows", "flow": "invoices"}),
        json!({"type": "flow", "flow": id}),
        json!({"type": "connectors", "flow": "invoices", "entityId": "sandbox"}),
        json!({"type": "connector", "flow": "invoices", "entityId": "sandbox"}),
        json!({"flow": "invoices"}),
        json!({"flow": "invoices", "entityId": "sandbox"}),
        json!({"type": null, "flow": null, "entityId": null, "expiresAt": null, "options": null}),
    ] {
        link(&api, body(right)).await.with(200);
    }
    for (wrong, errors) in [
        (json!({"type": "flows"}), vec!["/flow required"]),
        (json!({"type": "connector"}), vec!["/flow required", "/entityId required"]),
        (json!({"type": "connectors", "flow": "invoices"}), vec!["/entityId required"]),
        (json!({"entityId": "sandbox"}), vec!["/flow required"]),
        (json!({"type": "sources"}), vec!["/type unknown-name"]),
        (json!({"flow": "orders"}), vec!["/flow unknown-flow"]),
        (json!({"flow": "invoices", "entityId": "xero"}), vec!["/entityId unknown-connector"]),
        (json!({"flow": 7}), vec!["/flow wrong-type"]),
        (json!({"expiresAt": "tomorrow"}), vec!["/expiresAt invalid-time"]),
    ] {
        let refused = link(&api, body(wrong.clone())).await;
        assert_eq!(refused.loosely_refused(), errors, "{wrong}");
    }
    let made = api.get("/v2.2/invitation").await;
    assert_eq!(made.with(200)["totalInvitations"], 8, "a refused link is not made");
}

#[tokio::test]
async fn a_tenant_is_required_and_the_sentence_says_so() {
    let api = Api::new().await;
    for body in [json!({}), json!({"tenant": null}), json!({"type": "all"})] {
        let refused = link(&api, body).await;
        assert_eq!(refused.loosely_refused(), ["/tenant required"]);
        assert_eq!(refused.json["detail"], "tenant is required");
    }
    assert_eq!(link(&api, json!({"tenant": " "})).await.loosely_refused(), ["/tenant empty"]);
    assert_eq!(link(&api, json!({"tenant": 42})).await.loosely_refused(), ["/tenant wrong-type"]);
    assert_eq!(link(&api, json!([])).await.problem(400), "malformed-body");
    assert_eq!(api.get("/v2.2/company").await.with(200), &json!([]));
}

#[tokio::test]
async fn the_link_ends_when_it_should_to_the_millisecond() {
    let day = Duration::from_secs(86_400);
    let api = Api::with_policy(ExpiryPolicy { default: None, ceiling: Some(day) }).await;
    let until = |text: &str| json!({"tenant": "a", "expiresAt": text});
    let made = link(&api, until("2026-11-20T12:00:00.123+01:00")).await;
    assert_eq!(made.with(200)["expiresAt"], "2026-11-20T11:00:00.123Z");
    let made = link(&api, json!({"tenant": "a"})).await;
    assert_eq!(made.with(200)["expiresAt"], "2026-11-21T09:30:00.000Z", "as the policy says");
    for wrong in ["2026-11-20T09:30:59Z", "2020-01-01T00:00:00Z", "2026-11-21T09:30:00.001Z"] {
        let refused = link(&api, until(wrong)).await;
        assert_eq!(refused.loosely_refused(), ["/expiresAt out-of-range"], "{wrong}");
    }
}

#[tokio::test]
async fn the_environment_is_the_workspace_of_the_key_and_no_other() {
    let api = Api::new().await;
    let body = json!({"tenant": "a"});
    for own in [ENVIRONMENT.to_owned(), api.workspace.to_string()] {
        api.post(&format!("/{own}/magicLink"), body.clone()).await.with(200);
        api.post(&format!("/{own}/connect"), body.clone()).await.with(200);
    }
    let stranger = api.stranger().await;
    for other in ["prod.acme.example", &stranger.workspace.to_string()] {
        let refused = api.post(&format!("/{other}/magicLink"), body.clone()).await;
        assert_eq!(refused.problem(404), "not-found", "{other}");
    }
    let denied = api.get("/v2.2/event?type=ACCESS_DENIED").await;
    assert_eq!(denied.with(200)["events"].as_array().unwrap().len(), 1, "the other workspace is there");
}

#[tokio::test]
async fn t042_a_link_needs_the_rights_to_make_and_to_see_one() {
    let api = Api::new().await;
    let body = json!({"tenant": "a"});
    for scopes in [&[Scope::InvitationsWrite][..], &[Scope::LinksReveal][..]] {
        let key = api.new_key(scopes).await;
        let refused = api.send_as(&key, Method::POST, &path(), Some(&body)).await;
        assert_eq!(refused.problem(403), "scope-missing");
    }
    let key = api.new_key(&[Scope::InvitationsWrite, Scope::LinksReveal]).await;
    api.send_as(&key, Method::POST, &path(), Some(&body)).await.with(200);
}
