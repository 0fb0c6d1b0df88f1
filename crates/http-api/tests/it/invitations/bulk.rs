use std::time::Duration;

use http::{Method, Request, header};
use latchstring_domain::api_key::Scope;
use latchstring_service::outbox;
use serde_json::{Map, Value, json};

use crate::common::{Api, Reply};

const BULK: &str = "/v2.2/invitation/bulk";

async fn csv(api: &Api, path: &str, file: &str) -> Reply {
    api.send_file(&api.key, path, "text/csv; charset=utf-8", file.as_bytes()).await
}

/// Does all work that is due.
pub(crate) async fn work(api: &Api) {
    loop {
        let claimed = outbox::claim(api.latchstring(), Duration::from_secs(60), 10).await.unwrap();
        if claimed.is_empty() {
            return;
        }
        for entry in &claimed {
            outbox::perform(api.latchstring(), entry).await.unwrap();
        }
    }
}

fn without_ids(mut body: Value) -> Value {
    for row in body["rows"].as_array_mut().unwrap() {
        if row["invitationId"].is_string() {
            row["invitationId"] = json!("(an id)");
        }
        if row["invitationUrl"].is_string() {
            row["invitationUrl"] = json!("(a link)");
        }
    }
    for name in ["id", "createdAt", "finishedAt"] {
        if body[name].is_string() {
            body[name] = json!("(set)");
        }
    }
    body
}

#[tokio::test]
async fn a_file_is_taken_made_and_told_row_by_row() {
    let api = Api::new().await;
    let company = api.company().await;
    let file = format!(
        "\u{feff}companyId;allowedEmails;maxUses;sendEmail;message\r\n\
         {company};mike@example.org;1;true;\"Please,\r\nconnect\"\r\n\
         {company};Mike@example.org;1;;\r\n\
         {company};dana@example.org *@example.com;;;\r\n"
    );
    let dry = csv(&api, &format!("{BULK}?dryRun=true"), &file).await.with(200).clone();
    insta::assert_json_snapshot!("bulk_dry_run", without_ids(dry));
    assert_eq!(api.get("/v2.2/invitation").await.with(200)["totalInvitations"], json!(0));

    let taken = csv(&api, BULK, &file).await.with(202).clone();
    let id = taken["id"].as_str().unwrap().to_owned();
    insta::assert_json_snapshot!("bulk_taken", without_ids(taken));
    work(&api).await;
    let done = api.get(&format!("{BULK}/{id}")).await.with(200).clone();
    let made = done["rows"][0]["invitationId"].as_str().unwrap().to_owned();
    let link = done["rows"][0]["invitationUrl"].clone();
    insta::assert_json_snapshot!("bulk_done", without_ids(done));
    let invitation = api.get(&format!("/v2.2/invitation/{made}")).await.with(200).clone();
    assert_eq!(invitation["deliveries"][0]["email"], "mike@example.org");
    assert_eq!(invitation["invitationUrl"], link);
}

async fn lines(api: &Api, path: &str) -> Vec<Value> {
    let request = Request::get(path).header("X-API-Key", &api.key);
    let wanted = "text/html;q=0.1, Application/X-NDJSON; charset=utf-8";
    let reply = api.raw(request.header(header::ACCEPT, wanted).body(Default::default()).unwrap()).await;
    assert_eq!(
        (reply.status.as_u16(), reply.header("content-type")),
        (200, "application/x-ndjson"),
        "{}",
        reply.text
    );
    assert!(reply.text.ends_with('\n'));
    reply.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn places(lines: &[Value]) -> Vec<u64> {
    lines.iter().filter(|line| line["type"] == "row").map(|line| line["row"].as_u64().unwrap()).collect()
}

#[tokio::test(start_paused = true)]
async fn rows_are_told_as_they_are_settled_each_once_and_in_order() {
    let api = Api::new().await;
    let company = api.company().await;
    let mut rows = vec![json!({"companyId": company}); 45];
    // This one is settled as soon as it is taken, and told in its turn.
    (rows[41]["externalId"], rows[43]["externalId"]) = (json!("a"), json!("a"));
    let id = api.post(BULK, Value::Array(rows)).await.with(202)["id"].as_str().unwrap().to_owned();
    let path = format!("{BULK}/{id}");
    let worked = async {
        for _ in 0..3 {
            let claimed = outbox::claim(api.latchstring(), Duration::from_secs(60), 10).await.unwrap();
            outbox::perform(api.latchstring(), &claimed[0]).await.unwrap();
            // Time is paused: it goes on when everybody waits, so that they who are told look between two batches.
            tokio::time::timeout(Duration::from_secs(11), std::future::pending::<()>()).await.unwrap_err();
        }
    };
    let (told, ()) = tokio::join!(lines(&api, &path), worked);
    assert_eq!(places(&told), (0..45).collect::<Vec<_>>());
    let counts: Vec<_> =
        told.iter().filter(|line| line["type"] == "progress").map(|one| one["created"].clone()).collect();
    assert!(counts.contains(&json!(0)) || counts.contains(&json!(20)), "{counts:?}");
    let (row, last) = (&told[told.len() - 2], &told[told.len() - 1]);
    assert_eq!((&row["status"], row["invitationUrl"].is_string()), (&json!("CREATED"), true));
    assert_eq!(
        (&last["status"], &last["created"], &last["duplicates"]),
        (&json!("DONE"), &json!(44), &json!(1))
    );
    assert_eq!(last["nextRow"], Value::Null);
    assert_eq!(places(&lines(&api, &format!("{path}?fromRow=43")).await), [43, 44]);
}

#[tokio::test(start_paused = true)]
async fn lines_end_after_a_minute_and_say_where_to_go_on() {
    let api = Api::new().await;
    let company = api.company().await;
    let id =
        api.post(BULK, json!([{"companyId": company}])).await.with(202)["id"].as_str().unwrap().to_owned();
    let began = tokio::time::Instant::now();
    let told = lines(&api, &format!("{BULK}/{id}")).await;
    assert!(began.elapsed() < Duration::from_secs(62), "{:?}", began.elapsed());
    assert_eq!(told.len(), 7, "one at the beginning, and one each ten seconds: {told:?}");
    let last = &told[6];
    assert_eq!(
        (&last["type"], &last["status"], &last["nextRow"]),
        (&json!("progress"), &json!("RUNNING"), &json!(0))
    );
    let nowhere = format!("{BULK}/00000000-0000-7000-8000-000000000001");
    let request =
        Request::get(&nowhere).header("X-API-Key", &api.key).header(header::ACCEPT, "application/x-ndjson");
    assert_eq!(api.raw(request.body(Default::default()).unwrap()).await.problem(404), "not-found");
}

#[tokio::test]
async fn every_mistake_is_named_by_row_and_line_and_nothing_is_taken() {
    let api = Api::new().await;
    let company = api.company().await;
    let rows = json!([
        {"companyId": company},
        {"companyId": company, "maxUses": 0, "colour": "red"},
        "no object",
        {"allowedEmails": ["nobody"]},
    ]);
    let refused = api.post(BULK, rows).await;
    let wanted = [
        "/1/maxUses out-of-range",
        "/1/colour unknown-field",
        "/2 wrong-type",
        "/3/companyId required",
        "/3/allowedEmails/0 invalid-email",
    ];
    assert_eq!(refused.refused(), wanted);
    let nowhere = "00000000-0000-7000-8000-000000000001";
    let unknown = json!([
        {"companyId": company, "expiresInSeconds": 60},
        {"companyId": nowhere},
        {"companyId": company, "sendEmail": true},
        {"companyId": company, "prefill": {"initialSites": [nowhere]}},
        {"companyId": company, "allowedProviders": [nowhere], "lock": ["url"]},
    ]);
    let wanted = [
        "/1/companyId unknown-company",
        "/2/sendEmail needs-addresses",
        "/3/prefill/initialSites/0 unknown-site",
        "/4/allowedProviders/0 unknown-provider",
    ];
    assert_eq!(api.post(BULK, unknown).await.refused(), wanted);
    let file = format!("companyId,maxUses,prefill.country\n{company},,\n{company},many,Germany\n");
    let reply = csv(&api, BULK, &file).await;
    assert_eq!(reply.refused(), ["/1/prefill/country invalid-country", "/1/maxUses wrong-type"]);
    let problem: Value = serde_json::from_str(&reply.text).unwrap();
    assert_eq!(problem["errors"][1]["detail"], "line 3: must be a whole number");
    assert_eq!(api.get("/v2.2/invitation").await.with(200)["totalInvitations"], json!(0));
    assert_eq!(outbox::counts(api.latchstring()).await.unwrap().open, 0);
}

#[tokio::test]
async fn t129_what_is_no_list_of_rows_is_refused() {
    let api = Api::new().await;
    assert_eq!(api.post(BULK, json!({})).await.problem(400), "malformed-body");
    assert_eq!(api.post(BULK, json!([])).await.refused(), [" empty"]);
    let many = Value::Array(vec![json!({}); 10_001]);
    assert_eq!(api.post(BULK, many).await.refused(), [" too-many"]);
    let other = api.send_file(&api.key, BULK, "text/plain", b"companyId").await;
    assert_eq!(other.problem(415), "unsupported-media-type");
    let strange = api.post(&format!("{BULK}?dryrun=true"), json!([{}])).await;
    assert_eq!(strange.refused(), ["/query/dryrun unknown-field"]);
    let column = csv(&api, BULK, "companyId,colour\n").await;
    assert_eq!(column.refused(), [" unknown-field"]);
    let id = "00000000-0000-7000-8000-000000000001";
    let page = api.get(&format!("{BULK}/{id}?fromRow=10001")).await;
    assert_eq!(page.refused(), ["/query/fromRow out-of-range"]);
}

/// Ten thousand rows are larger than other bodies may be, and still end somewhere.
#[tokio::test]
async fn t128_its_body_may_be_larger_than_others_and_not_endless() {
    let api = Api::new().await;
    let company = api.company().await;
    let message = "x".repeat(300);
    let row = format!("{company},{message}\n");
    let file = format!("companyId,message\n{}", row.repeat(5000));
    assert!(file.len() > 1024 * 1024);
    let dry = csv(&api, &format!("{BULK}?dryRun=true"), &file).await.with(200).clone();
    assert_eq!((&dry["total"], dry["rows"].as_array().unwrap().len()), (&json!(5000), 5000));
    let endless = format!("companyId,message\n{}", row.repeat(13_000));
    assert_eq!(csv(&api, BULK, &endless).await.problem(413), "body-too-large");
    let path = format!("/v2.2/invitation/company/{company}");
    let other = api.send_file(&api.key, &path, "application/json", file.as_bytes()).await;
    assert_eq!(other.problem(413), "body-too-large");
}

#[tokio::test]
async fn t120_the_same_request_under_a_key_is_taken_once() {
    let api = Api::new().await;
    let company = api.company().await;
    let file = format!("companyId\n{company}\n{company}\n");
    let send = async || {
        let request = Request::post(BULK).header("X-API-Key", &api.key).header("Idempotency-Key", "monday");
        api.raw(request.header(header::CONTENT_TYPE, "text/csv").body(file.clone().into()).unwrap()).await
    };
    let (first, again) = (send().await, send().await);
    assert_eq!((first.with(202), &first.text), (again.with(202), &again.text));
    work(&api).await;
    assert_eq!(api.get("/v2.2/invitation").await.with(200)["totalInvitations"], json!(2));
}

#[tokio::test]
async fn t012_rows_come_page_by_page_and_links_only_where_they_may() {
    let api = Api::new().await;
    let company = api.company().await;
    let rows = Value::Array(vec![json!({"companyId": company}); 503]);
    let id = api.post(BULK, rows).await.with(202)["id"].as_str().unwrap().to_owned();
    let reader = api.new_key(&[Scope::InvitationsRead]).await;
    work(&api).await;
    let page = async |from: &str| {
        let path = format!("{BULK}/{id}?fromRow={from}");
        api.send_as(&reader, Method::GET, &path, None).await.with(200).clone()
    };
    let first = page("0").await;
    assert_eq!((first["rows"].as_array().unwrap().len(), &first["nextRow"]), (500, &json!(500)));
    let last = page("501").await;
    assert_eq!((&last["rows"][0]["row"], &last["nextRow"]), (&json!(501), &Value::Null));
    assert_eq!(last["rows"].as_array().unwrap().len(), 2);
    assert!(!last.to_string().contains("lsi_"));
    let shown = api.get(&format!("{BULK}/{id}?fromRow=501")).await.with(200).clone();
    assert!(shown["rows"][1]["invitationUrl"].as_str().unwrap().contains("/p/i/lsi_"), "{shown}");
}

/// Each field of the document is read, no other is, and what has to be there is said to.
#[tokio::test]
async fn every_field_of_a_row_is_described_as_it_is_read() {
    let api = Api::new().await;
    let document = serde_json::to_value(latchstring_http_api::openapi()).unwrap();
    let row = &document["components"]["schemas"]["BulkInvitation"];
    let names: Vec<_> = row["properties"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(
        (row["additionalProperties"].clone(), &row["required"]),
        (json!(false), &json!(["companyId"]))
    );
    let wrong: Map<_, _> = names.iter().map(|name| (name.clone(), json!([[]]))).collect();
    let refused = api.post(BULK, json!([wrong])).await.refused();
    let mut found: Vec<_> =
        refused.iter().map(|error| error[3..].split(['/', ' ']).next().unwrap().to_owned()).collect();
    found.sort();
    found.dedup();
    assert_eq!(found, names);
    assert!(!refused.iter().any(|error| error.ends_with("unknown-field")), "{refused:?}");
}
