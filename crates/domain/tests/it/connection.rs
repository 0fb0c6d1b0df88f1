use std::collections::BTreeSet;
use std::time::Duration;

use latchstring_domain::account::Account;
use latchstring_domain::company::Company;
use latchstring_domain::connection::{
    ConnectedProvider, Connection, ConnectionStatus, StatusMoveError, StatusReport,
};
use latchstring_domain::flow::{ConnectedFlow, FieldMapping};
use latchstring_domain::id::{AccountId, CompanyId, FlowId, InvitationId, WorkspaceId};
use latchstring_domain::provider::{Provider, ProviderUrl, SignInMethod};
use latchstring_domain::sealed::SealedCredentials;
use latchstring_domain::sign_in::SignInForm;
use latchstring_domain::text::{ExternalId, ProviderName, StatusDetail};
use latchstring_domain::utility::UtilityType;
use latchstring_domain::{Timestamp, Version};

use crate::fixture::{
    address, company, connection_id, credentials, later, mapped, now, provider_id, site, uuid,
};

/// From the status in front to those of the columns, in the order of `ConnectionStatus::ALL`: P U C W I N O M B E A X.
const TABLE: &[(&str, &str)] = &[
    ("PENDING", "- y y y y y y y y y y y"),
    ("UNDER_INVESTIGATION", "- y y y y y y y y y y y"),
    ("CONNECTED", "- y y y y y y y y y y y"),
    ("WEBSITE_DOWN", "- y y y y y y y y y y y"),
    ("URL_INACCESSIBLE", "- y y y y y y y y y y y"),
    ("NO_ACCOUNTS_FOUND", "- y y y y y y y y y y y"),
    ("OTHER_ERROR", "- y y y y y y y y y y y"),
    ("MFA_TOKEN_EXPIRED", "- - - - - - - y - - - y"),
    ("PASSWORD_INCORRECT", "- - - - - - - - y - - y"),
    ("NEW_PASSWORD_NEEDED", "- - - - - - - - - y - y"),
    ("ADDITIONAL_CREDENTIALS_NEEDED", "- - - - - - - - - - y y"),
    ("COMPANY_INACTIVE", "- - - - - - - - - - - y"),
];

fn connection(status: ConnectionStatus) -> Connection {
    Connection {
        id: connection_id(1),
        workspace_id: WorkspaceId::from_uuid(uuid(2)),
        company_id: CompanyId::from_uuid(uuid(3)),
        invitation_id: Some(InvitationId::from_uuid(uuid(4))),
        magic_link_id: None,
        provider: ConnectedProvider {
            id: provider_id(5),
            name: ProviderName::parse("City Power").unwrap(),
            url: ProviderUrl::parse("https://power.example").unwrap(),
        },
        status,
        status_detail: Some(StatusDetail::parse("as it was").unwrap()),
        status_reported_at: now(),
        status_since: now(),
        country: Some("US".parse().unwrap()),
        initial_sites: vec![site(6)],
        utility_types: BTreeSet::from([UtilityType::Gas]),
        credentials: credentials(1),
        mfa_forwarding: None,
        owner_email: Some(address("owner@example.com")),
        flow: Some(ConnectedFlow { id: FlowId::from_uuid(uuid(10)), key: "bills".parse().unwrap() }),
        field_mapping: Some(mapping()),
        data_collection_start_date: Some(time::Date::MIN),
        multiply_by_occupancy: true,
        external_id: Some(ExternalId::parse("mine").unwrap()),
        is_active: true,
        accounts: vec![account(7)],
        created_at: now(),
        updated_at: now(),
        version: Version::FIRST,
    }
}

fn mapping() -> FieldMapping {
    FieldMapping::from_stored(vec![mapped("Invoice.total", "Bills.amount")])
}

fn account(number: u128) -> Account {
    Account {
        id: AccountId::from_uuid(uuid(number)),
        account_number: number.to_string(),
        data_collection_start_date: None,
        is_collecting_invoice_data: true,
        is_collecting_smart_meter_data: false,
        is_duplicated: false,
        is_tracked: true,
        meters: vec!["M1".into()],
    }
}

fn report(status: ConnectionStatus) -> StatusReport {
    StatusReport { status, detail: None, accounts: None }
}

#[test]
fn what_a_collector_may_report_is_the_documented_table() {
    assert_eq!(TABLE.len(), ConnectionStatus::ALL.len());
    for (from, (name, row)) in ConnectionStatus::ALL.iter().zip(TABLE) {
        assert_eq!(from.as_str(), *name);
        let cells: Vec<_> = row.split(' ').collect();
        assert_eq!(cells.len(), ConnectionStatus::ALL.len());
        for (to, cell) in ConnectionStatus::ALL.iter().zip(cells) {
            let expected = if cell == "y" { Ok(()) } else { Err(StatusMoveError { from: *from, to: *to }) };
            assert_eq!(from.reportable(*to), expected, "{from} -> {to}");
            assert_eq!(connection(*from).report(report(*to), now()).is_ok(), cell == "y");
        }
    }
}

#[test]
fn exactly_the_credential_statuses_need_a_reconnect() {
    let needing: Vec<_> = ConnectionStatus::ALL
        .iter()
        .filter(|status| status.needs_reconnect())
        .map(|status| status.as_str())
        .collect();
    let expected =
        ["MFA_TOKEN_EXPIRED", "PASSWORD_INCORRECT", "NEW_PASSWORD_NEEDED", "ADDITIONAL_CREDENTIALS_NEEDED"];
    assert_eq!(needing, expected);
}

#[test]
fn a_report_of_another_status_begins_it() {
    let time = later(Duration::from_secs(9));
    let before = connection(ConnectionStatus::Pending);
    let detail = Some(StatusDetail::parse("works").unwrap());
    let said = StatusReport {
        status: ConnectionStatus::Connected,
        detail: detail.clone(),
        accounts: Some(vec![account(8), account(9)]),
    };
    let expected = Connection {
        status: ConnectionStatus::Connected,
        status_detail: detail,
        status_reported_at: time,
        status_since: time,
        accounts: vec![account(8), account(9)],
        updated_at: time,
        version: Version::FIRST.next(),
        ..before.clone()
    };
    assert_eq!(before.report(said, time), Ok(expected));
}

#[test]
fn a_report_of_the_same_status_refreshes_the_time_and_the_detail_only() {
    let time = later(Duration::from_secs(9));
    let before = connection(ConnectionStatus::Connected);
    let expected = Connection {
        status_detail: None,
        status_reported_at: time,
        updated_at: time,
        version: Version::FIRST.next(),
        ..before.clone()
    };
    assert_eq!(before.report(report(ConnectionStatus::Connected), time), Ok(expected));
}

#[test]
fn a_report_may_empty_the_accounts() {
    let said = StatusReport { accounts: Some(Vec::new()), ..report(ConnectionStatus::NoAccountsFound) };
    assert!(connection(ConnectionStatus::Connected).report(said, now()).unwrap().accounts.is_empty());
}

#[test]
fn a_repair_brings_every_status_back_to_pending_and_keeps_the_rest() {
    let time = later(Duration::from_secs(9));
    for status in ConnectionStatus::ALL {
        let before = connection(*status);
        let since = if *status == ConnectionStatus::Pending { now() } else { time };
        let expected = Connection {
            credentials: credentials(2),
            status: ConnectionStatus::Pending,
            status_detail: None,
            status_reported_at: time,
            status_since: since,
            updated_at: time,
            version: Version::FIRST.next(),
            ..before.clone()
        };
        let repaired = before.repair(credentials(2), time);
        assert_eq!(repaired, expected, "{status}");
        assert_eq!(
            repaired.report(report(ConnectionStatus::Connected), Timestamp::MAX).unwrap().status_since,
            Timestamp::MAX
        );
    }
}

#[test]
fn a_connection_begins_pending_with_what_its_company_and_provider_say() {
    let provider = Provider {
        id: provider_id(5),
        workspace_id: WorkspaceId::from_uuid(uuid(1)),
        name: ProviderName::parse("City Power").unwrap(),
        url: ProviderUrl::parse("https://power.example").unwrap(),
        countries: BTreeSet::from(["US".parse().unwrap()]),
        utility_types: BTreeSet::from([UtilityType::Gas]),
        method: SignInMethod::Form,
        form: SignInForm::username_and_password(),
        connector: None,
        logo: None,
        mfa_forwarding: false,
        listed: true,
        created_at: Timestamp::EPOCH,
        updated_at: Timestamp::EPOCH,
        version: Version::FIRST.next(),
    };
    let company = Company { data_collection_start_date: Some(time::Date::MIN), ..company() };
    let begun = Connection::begin(connection_id(1), &company, &provider, credentials(1), now());
    let expected = Connection {
        workspace_id: company.workspace_id,
        company_id: company.id,
        invitation_id: None,
        status_detail: None,
        country: None,
        initial_sites: Vec::new(),
        mfa_forwarding: None,
        owner_email: None,
        flow: None,
        field_mapping: None,
        multiply_by_occupancy: false,
        external_id: None,
        accounts: Vec::new(),
        ..connection(ConnectionStatus::Pending)
    };
    assert_eq!(begun, expected);
}

#[test]
fn an_end_leaves_no_credentials_and_all_the_rest_for_the_record() {
    let time = later(Duration::from_secs(9));
    for status in ConnectionStatus::ALL {
        let before = connection(*status);
        let expected = Connection {
            credentials: SealedCredentials::none(),
            is_active: false,
            updated_at: time,
            version: Version::FIRST.next(),
            ..before.clone()
        };
        let ended = before.unlink(time);
        assert_eq!(ended, expected, "{status}");
        assert!(ended.credentials.fields.is_empty() && ended.credentials.data_key.as_bytes().is_empty());
    }
}

#[test]
fn a_repair_of_what_was_ended_makes_it_active_again() {
    let (end, again) = (later(Duration::from_secs(9)), later(Duration::from_secs(12)));
    let repaired = connection(ConnectionStatus::Connected).unlink(end).repair(credentials(2), again);
    let expected = Connection {
        version: Version::FIRST.next().next(),
        ..connection(ConnectionStatus::Connected).repair(credentials(2), again)
    };
    assert!(repaired.is_active);
    assert_eq!(repaired, expected);
}

#[test]
fn a_mapping_is_set_and_taken_away_and_moves_nothing_else() {
    let time = later(Duration::from_secs(9));
    let other = FieldMapping::from_stored(vec![mapped("Invoice.total", "Bills.total")]);
    for wish in [Some(other), None] {
        let before = connection(ConnectionStatus::Connected);
        let expected = Connection {
            field_mapping: wish.clone(),
            updated_at: time,
            version: Version::FIRST.next(),
            ..before.clone()
        };
        assert_eq!(before.map_fields(wish, time), expected);
    }
}

#[test]
fn credentials_are_found_by_name_and_never_printed() {
    let held = credentials(0xAB);
    assert_eq!(held.field("password").unwrap().as_bytes(), [0xAB, 2]);
    assert_eq!(held.field("Password"), None);
    let shown = format!("{:?}", connection(ConnectionStatus::Connected));
    assert!(shown.contains("SealedBytes(2 bytes)"), "{shown}");
    assert!(!shown.contains("171") && !shown.contains("owner@"), "{shown}");
}
