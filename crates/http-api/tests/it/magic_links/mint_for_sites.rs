use http::Method;
use insta::assert_json_snapshot;
use serde_json::json;

use super::all;
use super::mint_for_company::too_many_sites;
use crate::common::{Api, masked};

#[tokio::test]
async fn a_link_for_sites_names_the_company_twice() {
    let api = Api::new().await;
    let company = api.company().await;
    let site = api.site(&company).await;
    let path = format!("/v2.2/company/{company}/connection/link");
    let minted = api.post(&path, json!({"sites": [site]})).await;
    assert_json_snapshot!(masked(minted.with(200)));
    assert_eq!(minted.json["publicId"], minted.json["publicCompanyId"]);
    assert_eq!(all(&api, &company).await[0]["prefill"], json!({"initialSites": [site]}));
    api.send_as(&api.key, Method::POST, &path, None).await.with(200);
    assert_eq!(all(&api, &company).await[0]["prefill"], json!({}));
}

#[tokio::test]
async fn its_sites_are_called_by_their_name_in_refusals() {
    let api = Api::new().await;
    let company = api.company().await;
    let path = format!("/v2.2/company/{company}/connection/link");
    let sites = too_many_sites(&api, &company).await;
    assert_eq!(api.post(&path, json!({"sites": sites})).await.refused(), ["/sites link-too-long"]);
    let foreign = api.site(&api.company().await).await;
    assert_eq!(
        api.post(&path, json!({"sites": [sites[0], foreign]})).await.refused(),
        ["/sites/1 unknown-site"]
    );
    let refused = api.post(&path, json!({"initialSites": []})).await.refused();
    assert_eq!(refused, ["/initialSites unknown-field"]);
}
