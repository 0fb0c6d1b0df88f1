use std::collections::BTreeSet;
use std::time::Duration;

use latchstring_domain::Version;
use latchstring_domain::account::Account;
use latchstring_domain::connection::{ConnectedProvider, Connection, ConnectionStatus};
use latchstring_domain::id::{CompanyId, ConnectionId, ProviderId, SiteId, WorkspaceId};
use latchstring_domain::provider::ProviderUrl;
use latchstring_domain::sealed::{SealedBytes, SealedCredentials};
use latchstring_domain::sign_in::SignInForm;
use latchstring_domain::text::ProviderName;
use latchstring_domain::utility::{UtilityType, UtilityTypes};
use latchstring_service::ports::{Answers, Collected, Collector as _};
use latchstring_sign_in::SandboxCollector;
use latchstring_sign_in::sandbox::{PASSWORD, SandboxUser};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;
use time::macros::date;

use crate::common::{now, rng};

fn credentials() -> SealedCredentials {
    SealedCredentials { data_key: SealedBytes::new(Vec::new()), fields: Vec::new() }
}

/// A connection just made, the `n`th of its kind.
fn pending(n: u64, sites: usize) -> Connection {
    let mut rng = ChaCha20Rng::seed_from_u64(n);
    Connection {
        id: ConnectionId::generate(now(), &mut rng),
        workspace_id: WorkspaceId::generate(now(), &mut rng),
        company_id: CompanyId::generate(now(), &mut rng),
        invitation_id: None,
        magic_link_id: None,
        provider: ConnectedProvider {
            id: ProviderId::generate(now(), &mut rng),
            name: ProviderName::parse("Sandbox Power").unwrap(),
            url: ProviderUrl::parse("https://sandbox.example").unwrap(),
        },
        status: ConnectionStatus::Pending,
        status_detail: None,
        status_reported_at: now(),
        status_since: now(),
        country: None,
        initial_sites: (0..sites).map(|_| SiteId::generate(now(), &mut rng)).collect(),
        utility_types: UtilityTypes::new(),
        credentials: credentials(),
        owner_email: None,
        flow: None,
        field_mapping: None,
        data_collection_start_date: Some(date!(2025 - 01 - 01)),
        multiply_by_occupancy: false,
        external_id: None,
        mfa_forwarding: None,
        is_active: true,
        accounts: Vec::new(),
        created_at: now(),
        updated_at: now(),
        version: Version::FIRST,
    }
}

fn typed(username: &str, password: &str) -> Answers {
    Answers::new(vec![
        (SignInForm::USERNAME.to_owned(), username.into()),
        (SignInForm::PASSWORD.to_owned(), password.into()),
    ])
}

async fn collect(connection: &Connection, username: &str, after: Duration) -> Collected {
    let collector = SandboxCollector::new(Duration::from_secs(20));
    collector.collect(connection, &typed(username, PASSWORD), now().saturating_add(after), &mut rng()).await
}

async fn first(connection: &Connection, username: &str) -> Collected {
    collect(connection, username, Duration::ZERO).await
}

async fn found(connection: &Connection) -> Vec<Account> {
    first(connection, "sandbox-username").await.report.unwrap().accounts.unwrap()
}

/// The status and whether it is explained, the domain agreeing that it may be reported.
fn reported(connection: &Connection, collected: &Collected) -> (ConnectionStatus, bool) {
    let report = collected.report.clone().unwrap();
    let after = connection.clone().report(report, now()).unwrap();
    (after.status, after.status_detail.is_some())
}

#[tokio::test]
async fn everybody_who_can_sign_in_is_connected() {
    use SandboxUser::{Mfa, MfaChoice, Plain, Question, Slow};

    let connection = pending(1, 1);
    for user in [Plain, Mfa, MfaChoice, Question, Slow] {
        let collected = first(&connection, user.username()).await;
        assert_eq!(reported(&connection, &collected), (ConnectionStatus::Connected, false), "{user:?}");
        assert_eq!(collected.again_in, None, "{user:?}");
    }
}

#[tokio::test]
async fn a_connection_gets_one_account_a_site_but_one_to_three() {
    for (sites, accounts) in [(0, 1), (1, 1), (2, 2), (3, 3), (40, 3)] {
        assert_eq!(found(&pending(1, sites)).await.len(), accounts, "{sites} sites");
    }
}

#[tokio::test]
async fn the_numbers_follow_from_the_id_of_the_connection_alone() {
    let numbers = |accounts: Vec<Account>| -> Vec<_> {
        accounts.into_iter().map(|account| (account.account_number, account.meters)).collect()
    };
    let mut other = pending(2, 3);
    let before = numbers(found(&other).await);
    assert_ne!(before, numbers(found(&pending(1, 3)).await));

    other.company_id = pending(3, 0).company_id;
    other.utility_types = [UtilityType::Water].into();
    assert_eq!(before, numbers(found(&other).await));
}

#[tokio::test]
async fn no_two_accounts_or_meters_share_a_number() {
    let mut seen = BTreeSet::new();
    for n in 0..50 {
        for account in found(&pending(n, 3)).await {
            assert_eq!(account.account_number.len(), 10);
            assert!((1..=2).contains(&account.meters.len()), "{account:?}");
            for number in account.meters.into_iter().chain([account.account_number]) {
                assert!(seen.insert(number.clone()), "{number} came twice");
            }
        }
    }
}

#[tokio::test]
async fn accounts_are_collected_as_the_connection_asks() {
    for (types, smart) in [
        (UtilityTypes::new(), true),
        ([UtilityType::Gas].into(), true),
        ([UtilityType::Electricity, UtilityType::Water].into(), true),
        ([UtilityType::Water, UtilityType::Waste].into(), false),
    ] {
        let connection = Connection { utility_types: types, ..pending(1, 3) };
        for account in found(&connection).await {
            assert_eq!(account.data_collection_start_date, Some(date!(2025 - 01 - 01)));
            assert_eq!(account.is_collecting_smart_meter_data, smart);
            assert!(account.is_collecting_invoice_data && account.is_tracked && !account.is_duplicated);
        }
    }
}

#[tokio::test]
async fn a_user_without_accounts_is_reported_with_the_reason() {
    let connection = pending(1, 2);
    let collected = first(&connection, "sandbox-no-accounts").await;
    assert_eq!(reported(&connection, &collected), (ConnectionStatus::NoAccountsFound, true));
    assert_eq!(collected.report.unwrap().accounts, Some(Vec::new()));
}

#[tokio::test]
async fn a_token_that_expires_later_connects_first_and_expires_once() {
    let connection = pending(1, 1);
    let collected = first(&connection, "sandbox-later-expired").await;
    assert_eq!(reported(&connection, &collected), (ConnectionStatus::Connected, false));
    assert_eq!(collected.again_in, Some(Duration::from_secs(20)));

    let connected = connection.report(collected.report.unwrap(), now()).unwrap();
    let collected = collect(&connected, "sandbox-later-expired", Duration::from_secs(20)).await;
    assert_eq!(reported(&connected, &collected), (ConnectionStatus::MfaTokenExpired, true));
    assert_eq!(collected.again_in, None);

    let expired = connected.clone().report(collected.report.unwrap(), now()).unwrap();
    assert_eq!(expired.accounts, connected.accounts, "it keeps what was found");
    let collected = collect(&expired, "sandbox-later-expired", Duration::from_secs(60)).await;
    assert_eq!(collected, Collected { report: None, again_in: None });
}

#[tokio::test]
async fn looking_too_early_does_not_make_a_token_expire() {
    let connection = pending(1, 1);
    let report = first(&connection, "sandbox-later-expired").await.report.unwrap();
    let connected = connection.report(report, now()).unwrap();
    let collected = collect(&connected, "sandbox-later-expired", Duration::from_secs(8)).await;
    assert_eq!(collected, Collected { report: None, again_in: Some(Duration::from_secs(12)) });
}

#[tokio::test]
async fn being_reported_connected_again_does_not_put_off_the_expiry() {
    let connection = pending(1, 1);
    let report = first(&connection, "sandbox-later-expired").await.report.unwrap();
    let later = now().saturating_add(Duration::from_secs(15));
    let connected = connection.report(report.clone(), now()).unwrap().report(report, later).unwrap();
    let collected = collect(&connected, "sandbox-later-expired", Duration::from_secs(20)).await;
    assert_eq!(reported(&connected, &collected), (ConnectionStatus::MfaTokenExpired, true));
}

#[tokio::test]
async fn a_user_name_the_sandbox_does_not_have_is_reported_as_a_wrong_password() {
    let connection = pending(1, 1);
    for username in ["alice", "", "SANDBOX-USERNAME"] {
        let collected = first(&connection, username).await;
        assert_eq!(
            reported(&connection, &collected),
            (ConnectionStatus::PasswordIncorrect, true),
            "{username:?}"
        );
    }
}

#[tokio::test]
async fn a_wrong_password_that_a_server_stored_is_reported() {
    let connection = pending(1, 1);
    let collector = SandboxCollector::default();
    let wrong = typed("sandbox-username", "not it");
    let collected = collector.collect(&connection, &wrong, now(), &mut rng()).await;
    assert_eq!(reported(&connection, &collected), (ConnectionStatus::PasswordIncorrect, true));
}

#[tokio::test]
async fn the_new_password_of_a_user_who_had_to_set_one_works_and_the_old_one_does_not() {
    let connection = pending(1, 1);
    let collector = SandboxCollector::default();
    let new = collector
        .collect(&connection, &typed("sandbox-new-password", "correct horse 1"), now(), &mut rng())
        .await;
    assert_eq!(reported(&connection, &new).0, ConnectionStatus::Connected);
    let old =
        collector.collect(&connection, &typed("sandbox-new-password", PASSWORD), now(), &mut rng()).await;
    assert_eq!(reported(&connection, &old).0, ConnectionStatus::NewPasswordNeeded);
}

#[tokio::test]
async fn users_who_cannot_sign_in_are_reported_with_what_stops_them() {
    let connection = pending(1, 1);
    let cases =
        [("sandbox-locked", ConnectionStatus::OtherError), ("sandbox-down", ConnectionStatus::WebsiteDown)];
    for (username, status) in cases {
        let collected = first(&connection, username).await;
        assert_eq!(reported(&connection, &collected), (status, true), "{username}");
        assert_eq!(collected.report.unwrap().accounts, None);
    }
}

#[tokio::test]
async fn a_connection_that_was_reported_on_has_nothing_new() {
    for status in ConnectionStatus::ALL {
        for user in SandboxUser::ALL {
            let waits = *status == ConnectionStatus::Connected && *user == SandboxUser::LaterExpired;
            if *status == ConnectionStatus::Pending || waits {
                continue;
            }
            let connection = Connection { status: *status, ..pending(1, 1) };
            let collected = collect(&connection, user.username(), Duration::from_secs(3600)).await;
            assert_eq!(collected, Collected { report: None, again_in: None }, "{status} {user:?}");
        }
    }
}

#[tokio::test]
async fn an_inactive_connection_is_left_alone() {
    let connection = Connection { is_active: false, ..pending(1, 1) };
    assert_eq!(first(&connection, "sandbox-username").await, Collected { report: None, again_in: None });
}

#[tokio::test]
async fn a_repaired_connection_keeps_its_accounts_and_their_ids() {
    let connection = pending(1, 2);
    let report = first(&connection, "sandbox-username").await.report.unwrap();
    let connected = connection.report(report, now()).unwrap();
    let repaired = connected.clone().repair(credentials(), now());
    // Later, because ids made at the same time from the same seed would be the same anyway.
    let again = collect(&repaired, "sandbox-username", Duration::from_secs(60)).await;
    assert_eq!(reported(&repaired, &again), (ConnectionStatus::Connected, false));
    assert_eq!(repaired.report(again.report.unwrap(), now()).unwrap().accounts, connected.accounts);
}
