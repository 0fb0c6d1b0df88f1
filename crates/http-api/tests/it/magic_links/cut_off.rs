use std::time::Duration;

use http::Method;
use insta::assert_json_snapshot;
use latchstring_domain::magic_link::MagicLinkStatus;
use serde_json::{Value, json};

use super::{all, opened};
use crate::common::{Api, masked};

struct World {
    api: Api,
    company: String,
    path: String,
}

impl World {
    async fn new() -> Self {
        let api = Api::new().await;
        let company = api.company().await;
        let path = format!("/v2.2/magic-link/company/{company}/revoke");
        Self { api, company, path }
    }

    async fn mint(&self) -> Value {
        let path = format!("/v2.2/connection/company/{}/link", self.company);
        self.api.post(&path, json!({})).await.with(200)["magicLinkUrl"].clone()
    }

    async fn status(&self, url: &Value) -> MagicLinkStatus {
        opened(&self.api, url).await.1
    }
}

#[tokio::test]
async fn t035_all_links_so_far_die_and_later_ones_live() {
    let world = World::new().await;
    let invitation = world.api.invitation(&world.company).await;
    let before = world.mint().await;
    world.api.pass(Duration::from_millis(1));
    let cut = world.api.send_as(&world.api.key, Method::POST, &world.path, None).await;
    assert_json_snapshot!(masked(cut.with(200)));
    assert_eq!(world.status(&before).await, MagicLinkStatus::Revoked);
    let after = world.mint().await;
    assert_eq!(world.status(&after).await, MagicLinkStatus::Active);

    let links = all(&world.api, &world.company).await;
    assert_eq!((&links[0]["status"], &links[1]["status"]), (&json!("ACTIVE"), &json!("REVOKED")));
    assert_eq!(links[1]["revokedAt"], json!(null), "not by itself");
    let company = world.api.get(&format!("/v2.2/company/{}", world.company)).await;
    assert_eq!(company.with(200)["linksNotBefore"], cut.json["linksNotBefore"]);
    let invitation = world.api.get(&format!("/v2.2/invitation/{invitation}")).await;
    assert_eq!(invitation.with(200)["status"], "ACTIVE");
    let event = world.api.get("/v2.2/event?type=COMPANY_UPDATED").await;
    assert_eq!(event.with(200)["events"][0]["data"]["changed"], json!(["linksNotBefore"]));
}

#[tokio::test]
async fn a_time_in_the_past_spares_what_came_after_it() {
    let world = World::new().await;
    let old = world.mint().await;
    world.api.pass(Duration::from_secs(60));
    let young = world.mint().await;
    let body = json!({"before": "2026-11-20T10:31:00+01:00"});
    let cut = world.api.post(&world.path, body.clone()).await;
    assert_eq!(cut.with(200)["linksNotBefore"], "2026-11-20T09:31:00.000Z");
    assert_eq!(world.status(&old).await, MagicLinkStatus::Revoked);
    assert_eq!(world.status(&young).await, MagicLinkStatus::Active);
    assert_eq!(world.api.post(&world.path, body).await.with(200), &cut.json, "again changes nothing");
}

#[tokio::test]
async fn what_is_dead_stays_dead_and_the_future_is_not_touched() {
    let world = World::new().await;
    let url = world.mint().await;
    world.api.pass(Duration::from_secs(60));
    world.api.post(&world.path, json!({})).await.with(200);
    let earlier = world.api.post(&world.path, json!({"before": "2026-11-20T09:00:00Z"})).await;
    assert_eq!(earlier.problem(409), "already-cut-off");
    let later = world.api.post(&world.path, json!({"before": "2026-11-20T09:31:00.001Z"})).await;
    assert_eq!(later.refused(), ["/before out-of-range"]);
    for (value, code) in [
        (json!("2026-11-20"), "invalid-time"),
        (json!("2026-11-20T09:00:00"), "invalid-time"),
        (json!(1_795_167_000), "wrong-type"),
        (json!(null), "null-not-allowed"),
    ] {
        let refused = world.api.post(&world.path, json!({"before": value})).await;
        assert_eq!(refused.refused(), [format!("/before {code}")]);
    }
    assert_eq!(world.status(&url).await, MagicLinkStatus::Revoked);
}
