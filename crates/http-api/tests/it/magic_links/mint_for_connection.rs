use http::Method;
use insta::assert_json_snapshot;
use latchstring_domain::magic_link::MagicLinkStatus;
use serde_json::json;

use super::{all, opened};
use crate::common::{Api, masked};

#[tokio::test]
async fn a_connection_has_a_link_that_repairs_it_by_either_path() {
    let api = Api::new().await;
    let company = api.company().await;
    let connection = api.connection(&company, &api.site(&company).await).await;
    for path in [
        format!("/v2.2/connection/{connection}"),
        format!("/v2.2/company/{company}/connection/{connection}/link"),
    ] {
        let minted = api.send_as(&api.key, Method::POST, &path, None).await;
        assert_json_snapshot!("repair", masked(minted.with(200)));
        let secret = minted.json["connectionMagicLinkSecret"].as_str().unwrap();
        let url = &minted.json["magicLinkUrl"];
        assert!(url.as_str().unwrap().ends_with(&format!("/workflow/{secret}")), "{url}");
        let (link, status) = opened(&api, url).await;
        assert_eq!((link.purpose.as_str(), status), ("EDIT_CONNECTION", MagicLinkStatus::Active));
        assert_eq!(all(&api, &company).await[0]["connectionId"], json!(connection));
    }
    assert_eq!(all(&api, &company).await.len(), 2);
}

#[tokio::test]
async fn a_connection_of_another_company_is_not_found() {
    let api = Api::new().await;
    let company = api.company().await;
    let connection = api.connection(&company, &api.site(&company).await).await;
    let other = api.company().await;
    for path in [
        format!("/v2.2/company/{other}/connection/{connection}/link"),
        format!("/v2.2/company/{company}/connection/{company}/link"),
        format!("/v2.2/company/x/connection/{connection}/link"),
        format!("/v2.2/company/{company}/connection/x/link"),
        "/v2.2/connection/company".to_owned(),
    ] {
        let refused = api.send_as(&api.key, Method::POST, &path, None).await;
        assert_eq!(refused.problem(404), "not-found", "{path}");
    }
    assert!(all(&api, &company).await.is_empty());
}
