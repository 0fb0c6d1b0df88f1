//! Databases that an older program made and filled, brought up to date. What stands in them is written out as that
//! program wrote it, and stays so.

use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::flow_session::{FlowSession, FlowState, ProviderChoice};
use latchstring_domain::id::{CompanyId, ConnectionId, FlowSessionId, InvitationId, ProviderId, WorkspaceId};
use latchstring_domain::invitation::InvitationSource;
use latchstring_domain::metadata::Metadata;
use latchstring_domain::outbox::Lane;
use latchstring_domain::sign_in::{Adornment, SelectOption};
use latchstring_domain::text::SearchText;
use latchstring_storage::{
    Change, ChangeSet, Claim, Companies as _, Connections as _, FlowSessions as _, Flows as _,
    InvitationFilter, Invitations as _, Outbox as _, Providers as _, Slice, StorageErrorKind, Store as _,
    Workspaces as _,
};
use sea_orm::ConnectionTrait as _;
use sea_orm_migration::MigratorTrait as _;
use uuid::Uuid;

use super::Migrator;
use crate::SeaOrmStore;
use crate::scratch::Scratch;

/// The migrations that the older program does not know.
const LATER: [&str; 23] = [
    "m20261120_000002_flows",
    "m20261120_000003_gate",
    "m20261120_000004_mails",
    "m20261120_000015_webhooks",
    "m20261120_000016_catalog",
    "m20261120_000017_oauth",
    "m20261120_000019_branding",
    "m20261120_000021_settings",
    "m20261122_000001_rotation",
    "m20261122_000002_search",
    "m20261122_000003_answers",
    "m20261125_000001_mfa",
    "m20261127_000001_bulks",
    "m20261128_000001_powered_by",
    "m20261128_000002_provider_logos",
    "m20261129_000001_event_lists",
    "m20261129_000002_event_checkpoints",
    "m20261129_000003_erasure",
    "m20261130_000001_dead_letters",
    "m20261201_000001_bulk_staging",
    "m20261201_000002_suppressions",
    "m20261204_000001_successors",
    "m20261205_000001_retention",
];

/// The states of a session as they were written before there were flows.
const STATES: &[&str] = &[
    r#"{"at":"opened"}"#,
    r#"{"at":"provider_chosen","provider":{"provider_id":"00000000-0000-7000-8000-000000000003","country":"DE"}}"#,
    r#"{"at":"challenged","provider":{"provider_id":"00000000-0000-7000-8000-000000000003","country":null},"challenge":{"kind":"code","sent_to":"the phone","attempts_left":3},"held":"AAEC"}"#,
    r#"{"at":"signed_in","signed_in":{"provider":{"provider_id":"00000000-0000-7000-8000-000000000003","country":null},"data_key":"AAEC","fields":[["username","AwQF"]],"verified":true}}"#,
    r#"{"at":"sites_chosen","signed_in":{"provider":{"provider_id":"00000000-0000-7000-8000-000000000003","country":null},"data_key":"AAEC","fields":[],"verified":false},"sites":["00000000-0000-7000-8000-000000000009"],"utility_types":["GAS","WATER"]}"#,
    r#"{"at":"submitted","millis":1790000000000}"#,
];

const FORM: &str = r#"[{"key":"region","label":"Region","help":null,"kind":"select","required":true,"options":["north","south"]},{"key":"username","label":"User","help":"Or e-mail","kind":"text","required":false,"options":[]}]"#;

/// The rows of one workspace; those of another with the same numbers in the last place have another `salt`.
struct Rows {
    postgres: bool,
    salt: u8,
}

impl Rows {
    fn uuid(&self, number: u8) -> Uuid {
        let id = 0x0000_0000_0000_7000_8000_0000_0000_0000_u128;
        Uuid::from_u128(id | u128::from(self.salt) << 8 | u128::from(number))
    }

    fn bytes(&self, bytes: &[u8]) -> String {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        if self.postgres { format!("'\\x{hex}'") } else { format!("x'{hex}'") }
    }

    fn id(&self, number: u8) -> String {
        let id = self.uuid(number);
        if self.postgres { format!("'{id}'") } else { self.bytes(id.as_bytes()) }
    }

    fn session(&self, state: usize) -> Uuid {
        self.uuid(0x20 + u8::try_from(state).unwrap())
    }

    /// The statements of the older program, which names all columns that it knows.
    fn statements(&self) -> Vec<String> {
        let [workspace, company, provider, invitation, connection] = [1, 2, 3, 4, 5].map(|n| self.id(n));
        let (salt, created_by) = (self.salt, r#"{"kind":"system","id":null,"email":null}"#);
        let digest = self.bytes(&[salt; 32]);
        let mut rows = vec![
            format!(
                r#"INSERT INTO workspaces (id, name, mode, expiry, created_at, updated_at, version)
                   VALUES ({workspace}, 'Acme', 'live', '{{"default":{{"secs":60,"nanos":0}},"ceiling":null}}', 1, 2, 3)"#
            ),
            format!(
                "INSERT INTO companies (id, workspace_id, public_id, name, external_id, data_collection_start_date,
                     links_not_before, created_at, updated_at, version)
                 VALUES ({company}, {workspace}, 'co_{salt:0>22}', 'Works', 'x', '2024-02-29', NULL, 1, 2, 3)"
            ),
            format!(
                "INSERT INTO providers (id, workspace_id, name, name_folded, url, url_folded, countries,
                     utility_types, method, form, listed, created_at, updated_at, version)
                 VALUES ({provider}, {workspace}, 'P', 'p', 'https://p.example.com/', 'https://p.example.com/',
                     '[\"DE\"]', '[]', 'form', '{FORM}', true, 1, 2, 3)"
            ),
            format!(
                r#"INSERT INTO invitations (id, workspace_id, company_id, purpose, connection_id, prefill, locks, allowed,
                       expires_at, max_uses, use_count, revoked_at, token_key_id, token_generation, token_digest,
                       presentation, metadata, external_id, created_by, created_at, updated_at, version)
                   VALUES ({invitation}, {workspace}, {company}, 'CREATE_CONNECTION', NULL,
                       '{{"provider":null,"initial_sites":[],"utility_types":[],"country":null,"connection_owner_email":null,"data_collection_start_date":null}}',
                       '[]', '["Mike@example.org","*@example.net"]', NULL, 3, 1, NULL, {}, 0, {digest},
                       '{{"locale":"de","message":null,"success_url":null,"error_url":null,"expired_url":null,"state":null}}',
                       '{{"a":"b"}}', NULL, '{created_by}', 1, 2, 3)"#,
                self.bytes(&[1, 2, 3, 4])
            ),
            format!(
                "INSERT INTO connections (id, workspace_id, company_id, invitation_id, magic_link_id, provider_id,
                     provider_name, provider_url, status, status_detail, status_reported_at, status_since, country,
                     utility_types, credentials_key, credentials, owner_email, owner_email_canonical,
                     data_collection_start_date, multiply_by_occupancy, external_id, is_active, accounts, created_at,
                     updated_at, version)
                 VALUES ({connection}, {workspace}, {company}, {invitation}, NULL, {provider}, 'P',
                     'https://p.example.com/', 'PENDING', NULL, 1, 1, NULL, '[]', {}, '[]', NULL, NULL, NULL, false,
                     NULL, true, '[]', 1, 2, 3)",
                self.bytes(&[9; 5])
            ),
        ];
        rows.extend(STATES.iter().enumerate().map(|(number, state)| self.session_row(number, state)));
        rows
    }

    fn session_row(&self, number: usize, state: &str) -> String {
        let [workspace, company, invitation, connection] = [1, 2, 4, 6].map(|n| self.id(n));
        let id = self.session(number);
        let token = self.bytes(&[id.as_bytes().as_slice(); 2].concat());
        let id = self.id(id.as_bytes()[15]);
        format!(
            "INSERT INTO flow_sessions (id, workspace_id, company_id, invitation_id, magic_link_id, token, gate,
                 gate_email, target, connection_id, state, failed_sign_ins, opened_at, expires_at, version)
             VALUES ({id}, {workspace}, {company}, {invitation}, NULL, {token}, 'open', NULL, 'new', {connection},
                 '{state}', 2, 1, 2, 3)"
        )
    }

    async fn insert(&self, db: &Scratch) {
        for statement in self.statements() {
            db.execute(&statement).await;
        }
    }
}

/// With the schema before flows, and nothing in it.
async fn before_flows(db: &Scratch) {
    Migrator::up(db.store.writer(), Some(1)).await.unwrap();
    assert_eq!(db.store.pending_migrations().await.unwrap(), LATER);
}

/// What had no flow, no portal and no connector before has none now, and all else is as it was.
async fn reads_back(store: &SeaOrmStore, rows: &Rows) {
    let id = WorkspaceId::from_uuid(rows.uuid(1));
    let workspace = store.workspace(id).await.unwrap().unwrap();
    assert_eq!((workspace.name.as_str(), workspace.environment), ("Acme", None));

    let company = store.company(CompanyId::from_uuid(rows.uuid(2))).await.unwrap().unwrap();
    assert_eq!(company.external_id.as_ref().unwrap().as_str(), "x");
    assert_eq!(company.metadata, Metadata::default());

    let provider = store.provider(ProviderId::from_uuid(rows.uuid(3))).await.unwrap().unwrap();
    assert_eq!(provider.connector, None);
    let [region, username] = provider.form.fields() else { panic!("{:?}", provider.form) };
    let same = |text: &str| SelectOption { value: text.to_owned(), label: text.to_owned() };
    assert_eq!((&region.options, &username.options), (&vec![same("north"), same("south")], &vec![]));
    assert_eq!((&region.adornment, &username.adornment), (&Adornment::default(), &Adornment::default()));
    assert_eq!(store.connectors(id, None, 10).await.unwrap(), []);
    assert_eq!(store.flows(id).await.unwrap(), []);

    let invitation = store.invitation(InvitationId::from_uuid(rows.uuid(4))).await.unwrap().unwrap();
    assert_eq!((&invitation.portal, invitation.source()), (&None, InvitationSource::Native));
    assert_eq!((invitation.use_count, invitation.metadata.labels().len()), (1, 1));
    for (source, expected) in
        [(InvitationSource::Native, vec![invitation]), (InvitationSource::Hotglue, vec![])]
    {
        let source = Some(source);
        let filter = InvitationFilter { source, ..InvitationFilter::all(id) };
        assert_eq!(store.invitations(&filter, Slice::first(10)).await.unwrap(), expected);
    }

    let connection = store.connection(ConnectionId::from_uuid(rows.uuid(5))).await.unwrap().unwrap();
    assert_eq!((connection.flow, connection.field_mapping), (None, None));
    assert_eq!(connection.credentials.data_key.as_bytes(), [9; 5]);
    sessions_read_back(store, rows).await;
}

/// What was there before searches is found by them, by its addresses and its labels.
async fn is_found(store: &SeaOrmStore, rows: &Rows) {
    let all = InvitationFilter::all(WorkspaceId::from_uuid(rows.uuid(1)));
    let email =
        |text: &str| InvitationFilter { email: Some(EmailAddress::parse(text).unwrap()), ..all.clone() };
    let text = |text: &str| InvitationFilter { text: Some(SearchText::parse(text).unwrap()), ..all.clone() };
    for (filter, found) in [
        (email("mike@EXAMPLE.org"), 1),
        (email("ann@example.net"), 0),
        (text("MIKE@"), 1),
        (text("*@example.net"), 1),
        (text("B"), 1),
        (text("example%"), 0),
    ] {
        assert_eq!(store.count_invitations(&filter).await.unwrap(), found, "{filter:?}");
    }
}

async fn sessions_read_back(store: &SeaOrmStore, rows: &Rows) {
    let mut read = Vec::new();
    for number in 0..STATES.len() {
        let session =
            store.flow_session(FlowSessionId::from_uuid(rows.session(number))).await.unwrap().unwrap();
        assert_eq!(session.connected, []);
        assert_eq!((session.to_map(), session.provider().and_then(|choice| choice.flow_id)), (None, None));
        read.push(session.state);
    }
    let provider_id = "00000000-0000-7000-8000-000000000003".parse().unwrap();
    let country = Some("DE".parse().unwrap());
    assert_eq!(read[0], FlowState::Opened);
    assert_eq!(read[1], FlowState::ProviderChosen(ProviderChoice { provider_id, country, flow_id: None }));
    assert!(matches!(&read[2], FlowState::Challenged { held, .. } if held.as_bytes() == [0, 1, 2]));
    let FlowState::SignedIn(signed_in) = &read[3] else { panic!("{:?}", read[3]) };
    assert_eq!((signed_in.verified, &signed_in.to_map), (true, &None));
    assert_eq!(signed_in.credentials.field("username").unwrap().as_bytes(), [3, 4, 5]);
    let FlowState::SitesChosen { signed_in, sites } = &read[4] else { panic!("{:?}", read[4]) };
    assert_eq!((&signed_in.to_map, sites.sites().len(), sites.utility_types().len()), (&None, 1, 2));
    assert!(matches!(read[5], FlowState::Submitted { .. }));
}

/// Every row can be changed by the program of now.
async fn is_written_again(store: &SeaOrmStore, rows: &Rows) {
    let mut workspace = store.workspace(WorkspaceId::from_uuid(rows.uuid(1))).await.unwrap().unwrap();
    let mut company = store.company(CompanyId::from_uuid(rows.uuid(2))).await.unwrap().unwrap();
    let mut provider = store.provider(ProviderId::from_uuid(rows.uuid(3))).await.unwrap().unwrap();
    let mut invitation = store.invitation(InvitationId::from_uuid(rows.uuid(4))).await.unwrap().unwrap();
    let mut connection = store.connection(ConnectionId::from_uuid(rows.uuid(5))).await.unwrap().unwrap();
    let session = store.flow_session(FlowSessionId::from_uuid(rows.session(4))).await.unwrap().unwrap();
    let session = FlowSession { connected: vec![connection.id], version: session.version.next(), ..session };
    let versions = [
        &mut workspace.version,
        &mut company.version,
        &mut provider.version,
        &mut invitation.version,
        &mut connection.version,
    ];
    versions.into_iter().for_each(|version| *version = version.next());
    let set = ChangeSet::new()
        .with(Change::UpdateWorkspace(workspace))
        .with(Change::UpdateCompany(company))
        .with(Change::UpdateProvider(provider))
        .with(Change::UpdateInvitation(invitation))
        .with(Change::UpdateConnection(connection))
        .with(Change::UpdateFlowSession(session.clone()));
    store.commit(set).await.unwrap();
    assert_eq!(store.flow_session(session.id).await.unwrap(), Some(session));
}

/// Rows of before flows are there and complete after the migration, and so are those that a replica of the older program
/// adds beside a newer one.
pub(super) async fn an_older_database_is_read_and_written(db: Scratch) {
    before_flows(&db).await;
    let old = Rows { postgres: db.is_postgres(), salt: 0 };
    old.insert(&db).await;
    db.store.migrate().await.unwrap();
    assert_eq!(db.store.pending_migrations().await.unwrap(), [""; 0]);
    reads_back(&db.store, &old).await;
    is_found(&db.store, &old).await;

    let meanwhile = Rows { salt: 7, ..old };
    meanwhile.insert(&db).await;
    reads_back(&db.store, &meanwhile).await;
    for rows in [old, meanwhile] {
        is_written_again(&db.store, &rows).await;
    }
    db.remove().await;
}

/// A provider whose options are read as they are sealed is written as the older program wrote it, which still reads it.
pub(super) async fn options_without_labels_are_written_as_before(db: Scratch) {
    db.store.migrate().await.unwrap();
    let rows = Rows { postgres: db.is_postgres(), salt: 0 };
    rows.insert(&db).await;
    is_written_again(&db.store, &rows).await;
    let statement = sea_orm::Statement::from_string(
        db.store.reader().get_database_backend(),
        "SELECT form FROM providers",
    );
    let row = db.store.reader().query_one_raw(statement).await.unwrap().unwrap();
    let form: String = row.try_get("", "form").unwrap();
    assert!(form.contains(r#""options":["north","south"]"#), "{form}");
    db.remove().await;
}

/// A migration that fails half-way leaves the older schema as it was, which can be migrated when the cause is gone. On
/// MariaDB it does not: see `on_mariadb.rs`.
async fn a_failure_leaves_the_older_schema(db: Scratch) {
    before_flows(&db).await;
    let rows = Rows { postgres: db.is_postgres(), salt: 0 };
    rows.insert(&db).await;
    // The last thing that the migration makes.
    db.execute("CREATE INDEX connections_flow_idx ON connections (id)").await;
    let failed = db.store.migrate().await.unwrap_err();
    assert_eq!(failed.kind, StorageErrorKind::Defect);
    assert_eq!(db.store.pending_migrations().await.unwrap(), LATER);
    for gone in ["SELECT 1 FROM flows", "SELECT environment FROM workspaces"] {
        assert!(db.store.writer().execute_unprepared(gone).await.is_err(), "{gone}");
    }
    db.execute("DROP INDEX connections_flow_idx").await;
    db.store.migrate().await.unwrap();
    reads_back(&db.store, &rows).await;
    db.remove().await;
}

/// Work that was promised before there were queues is done, and so is what a replica of the older program promises beside a
/// newer one; also when there is more than can be taken at once.
pub(super) async fn t147_promised_work_is_done(db: Scratch) {
    before_flows(&db).await;
    let rows = Rows { postgres: db.is_postgres(), salt: 0 };
    let promise = |number: u8| {
        let (id, workspace, subject) = (rows.id(number), rows.id(1), rows.id(4));
        format!(
            "INSERT INTO outbox_entries (id, workspace_id, task, subject_id, run_at, created_at, state, due_at, claims)
             VALUES ({id}, {workspace}, 'record-expiry', {subject}, {number}, 1, 'waiting', {number}, 0)"
        )
    };
    db.execute(&promise(40)).await;
    db.store.migrate().await.unwrap();
    db.execute(&promise(41)).await;
    db.execute(&promise(42)).await;
    let now = Timestamp::from_unix_millis(50).unwrap();
    let mut claimed = Vec::new();
    for _ in 0..3 {
        let claim = Claim::of(Lane::Work, now, Duration::from_secs(60), 1);
        let taken = db.store.claim(claim).await.unwrap();
        claimed.extend(taken.into_iter().map(|claimed| claimed.entry.id.as_uuid()));
    }
    claimed.sort_unstable();
    assert_eq!(claimed, [40, 41, 42].map(|number| rows.uuid(number)));
    db.remove().await;
}

macro_rules! on_both {
    ($($case:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $case() {
                super::$case(crate::scratch::Scratch::sqlite().await).await;
            })*
        }

        mod postgres {
            $(#[tokio::test]
            #[ignore = "needs PostgreSQL: run ./tests/run"]
            async fn $case() {
                super::$case(crate::scratch::Scratch::postgres().await).await;
            })*
        }
    };
}

on_both!(
    an_older_database_is_read_and_written,
    t147_promised_work_is_done,
    options_without_labels_are_written_as_before,
    a_failure_leaves_the_older_schema,
);
