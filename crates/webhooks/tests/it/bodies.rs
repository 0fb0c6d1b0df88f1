//! The bodies, pinned: a field may come, none may go or change.

use latchstring_domain::Timestamp;
use latchstring_domain::connection::ConnectionStatus;
use latchstring_domain::id::{DeliveryId, EndpointId, MessageId};
use latchstring_domain::metadata::Metadata;
use latchstring_domain::webhook::{About, Announcement, ConnectionChange, EventType, OldValue};
use latchstring_storage_testing::fixture::Maker;
use latchstring_webhooks::body;
use serde_json::Value;

/// What the bodies are about: with everything, or without what may be left out.
struct Things {
    connection: About,
    bare_connection: About,
    invitation: About,
    bare_invitation: About,
    exhausted: About,
}

fn things() -> Things {
    let mut make = Maker::default();
    let workspace = make.workspace();
    let company = make.company(&workspace);
    let bare_company = make.bare_company(&workspace);
    let invitation = make.invitation(&company);
    let connection = make.connection(&company, &[], invitation.id);
    let about = |connection, company: &latchstring_domain::company::Company, metadata| About::Connection {
        connection: Box::new(connection),
        status: ConnectionStatus::Connected,
        company: Box::new(company.clone()),
        metadata,
        reconnect: None,
        change: None,
    };
    Things {
        connection: about(connection, &company, invitation.metadata.clone()),
        bare_connection: about(make.bare_connection(&bare_company), &bare_company, Metadata::default()),
        bare_invitation: About::Invitation {
            invitation: Box::new(make.bare_invitation(&bare_company)),
            company: Box::new(bare_company),
            automated: false,
        },
        invitation: About::Invitation {
            invitation: Box::new(invitation),
            company: Box::new(company),
            automated: true,
        },
        exhausted: About::Exhausted {
            endpoint_id: "01999f6b-0000-7000-8000-000000000001".parse::<EndpointId>().unwrap(),
            delivery_id: "01999f6b-0000-7000-8000-000000000002".parse::<DeliveryId>().unwrap(),
            message_id: "01999f6b-0000-7000-8000-000000000003".parse::<MessageId>().unwrap(),
            event_type: EventType::ConnectionCreated,
            attempts: 10,
        },
    }
}

fn written(event_type: EventType, about: About) -> String {
    body(&Announcement {
        workspace_id: Maker::default().workspace().id,
        event_type,
        occurred_at: Timestamp::from_unix_millis(1_795_000_000_123).unwrap(),
        sequence: 7,
        about,
    })
}

fn about(event_type: EventType, bare: bool) -> About {
    let things = things();
    match (event_type, bare) {
        (EventType::DeliveryExhausted | EventType::Test, _) => things.exhausted,
        (
            EventType::ConnectionCreated
            | EventType::ConnectionUpdated
            | EventType::ConnectionValidated
            | EventType::ConnectionNeedsReauth,
            bare,
        ) => {
            let mut about = if bare { things.bare_connection } else { things.connection };
            if let (About::Connection { change, .. }, EventType::ConnectionUpdated) = (&mut about, event_type)
            {
                *change = Some(ConnectionChange {
                    fields: ["credentials", "status", "isActive"].map(str::to_owned).into(),
                    old: vec![
                        ("status".to_owned(), OldValue::Text("PASSWORD_INCORRECT".to_owned())),
                        ("isActive".to_owned(), OldValue::Flag(false)),
                    ],
                });
            }
            if let (About::Connection { reconnect, .. }, EventType::ConnectionNeedsReauth, false) =
                (&mut about, event_type, bare)
            {
                *reconnect = Some("01999f6b-0000-7000-8000-000000000004".parse().unwrap());
            }
            about
        }
        (_, false) => things.invitation,
        (_, true) => things.bare_invitation,
    }
}

/// The body with names in the place of ids and times: those of the shared fixtures move whenever a fixture does.
fn masked(body: Value) -> Value {
    match body {
        Value::String(text) => Value::String(
            text.split('/').map(|part| mask(part).unwrap_or(part)).collect::<Vec<_>>().join("/"),
        ),
        Value::Array(items) => items.into_iter().map(masked).collect(),
        Value::Object(map) => map.into_iter().map(|(name, value)| (name, masked(value))).collect(),
        other => other,
    }
}

fn mask(text: &str) -> Option<&'static str> {
    if text.parse::<EndpointId>().is_ok() {
        return Some("[id]");
    }
    if text.len() == 25 && text.starts_with("co_") {
        return Some("[public id]");
    }
    let is_time = text.len() == 24 && text.starts_with("2026-") && text.ends_with('Z');
    is_time.then_some("[time]")
}

#[test]
fn t118_the_body_of_each_type_is_pinned() {
    for event_type in EventType::ALL.iter().filter(|event_type| **event_type != EventType::Test) {
        for bare in [false, true] {
            let text = written(*event_type, about(*event_type, bare));
            assert!(text.len() < 20_000, "{event_type}: {} bytes", text.len());
            let body: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(body["eventType"], event_type.as_str());
            assert_eq!(body["sequence"], 7);
            assert_eq!(body["occurredAt"], "2026-11-18T11:06:40.123Z");
            let name = format!("{event_type}{}", if bare { "_bare" } else { "" });
            insta::assert_json_snapshot!(name, masked(body));
        }
    }
}

#[test]
fn t118_a_body_has_the_documented_fields_and_no_secret() {
    let documented = [
        "accounts",
        "company",
        "country",
        "created",
        "datasource",
        "emails",
        "eventType",
        "id",
        "status",
        "updated",
        "url",
        "invitationId",
        "metadata",
        "sequence",
    ];
    let text = written(EventType::ConnectionCreated, about(EventType::ConnectionCreated, false));
    let body: Value = serde_json::from_str(&text).unwrap();
    for field in documented {
        assert!(!body[field].is_null(), "{field}");
    }
    let account = body["accounts"][0].as_object().unwrap();
    let fields: Vec<_> = account.keys().map(String::as_str).collect();
    let mut wanted = [
        "accountNumber",
        "dataCollectionStartDate",
        "id",
        "isCollectingInvoiceData",
        "isCollectingSmartMeterData",
        "isDuplicated",
        "isTracked",
        "meters",
    ];
    wanted.sort_unstable();
    let mut found = fields.clone();
    found.sort_unstable();
    assert_eq!(found, wanted);
    let invited = written(EventType::InvitationCreated, about(EventType::InvitationCreated, false));
    assert!(!invited.contains('@'), "who was invited is nobody's business here: {invited}");
    for text in [text, invited] {
        for secret in ["lsi_", "token", "password", "credential", "invitationUrl"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
}

#[test]
fn the_reference_has_a_heading_for_each_type_and_no_other() {
    let reference = include_str!("../../../../docs/reference/webhooks.md");
    let described: Vec<_> =
        reference.lines().filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`')).collect();
    let known: Vec<_> = EventType::ALL.iter().map(|event_type| event_type.as_str()).collect();
    assert_eq!(described, known);
}
