use serde_json::json;

use crate::common::{Api, ENVIRONMENT};

#[tokio::test]
async fn metadata_is_put_in_place_of_all_there_was() {
    let api = Api::new().await;
    let path = format!("/{ENVIRONMENT}/customer-1042/metadata");
    let put = api.put(&path, json!({"region": "north", "seats": 12})).await;
    assert_eq!(put.with(200), &json!({"region": "north", "seats": "12"}));
    api.put(&path, json!({"plan": "gold"})).await.with(200);
    let company = api.get("/v2.2/company?externalId=customer-1042").await;
    assert_eq!(company.with(200)[0]["metadata"], json!({"plan": "gold"}));
    assert_eq!(company.json[0]["name"], "customer-1042", "made on the spot");
    assert_eq!(api.put(&path, json!({"a": []})).await.loosely_refused(), ["/a wrong-type"]);
    assert_eq!(api.put("/other/customer-1042/metadata", json!({})).await.problem(404), "not-found");
}

#[tokio::test]
async fn the_same_labels_can_be_set_and_changed_where_companies_are() {
    let api = Api::new().await;
    let body = json!({"name": "Northwind", "metadata": {"region": "north"}});
    let company = api.post("/v2.2/company", body).await;
    assert_eq!(company.with(201)["metadata"], json!({"region": "north"}));
    let path = format!("/v2.2/company/{}", company.json["id"].as_str().unwrap());
    let changed = api.patch(&path, json!({"metadata": {"plan": "gold"}})).await;
    assert_eq!(changed.with(200)["metadata"], json!({"plan": "gold"}));
    assert_eq!(
        api.patch(&path, json!({"metadata": {"plan": 7}})).await.refused(),
        ["/metadata/plan wrong-type"]
    );
}
