//! Who may do what, and what is written down of those who may not.

use std::time::Duration;

use latchstring_domain::api_key::{KeyRefused, Scope, Scopes};
use latchstring_domain::connection::{ConnectionStatus, StatusReport};
use latchstring_domain::event::EventKind;
use latchstring_domain::prefill::{Prefill, ProviderHint};
use latchstring_domain::text::ApiKeyName;
use latchstring_secrets::api_key::{ApiKeyMode, ApiKeyText};
use latchstring_service::api_key::{self, AuthenticateError, CreateApiKey, CreateApiKeyError, CreatedApiKey};
use latchstring_service::company::{CompanyChanges, ListCompanies};
use latchstring_service::connection::{CreateConnection, CreateConnectionError, ListConnections};
use latchstring_service::event::{ListEvents, WantedEvents};
use latchstring_service::invitation::{
    CreateContributor, CreateContributorError, CreateReconnect, ListInvitations, WantedInvitations,
};
use latchstring_service::ports::Randomness as _;
use latchstring_service::site::SiteChanges;
use latchstring_service::{
    Caller, Failure, PageRequest, Thing, company, connection, event, invitation, site,
};
use latchstring_storage::ApiKeys as _;
use secrecy::{ExposeSecret as _, SecretString};

use crate::harness::{World, new_company, new_site, new_workspace, origin, sandbox_provider, terms};

/// The operator of a second workspace of the same deployment.
pub(crate) async fn other_workspace(world: &World) -> Caller {
    let workspace = new_workspace(&world.ls, "Somebody else").await;
    Caller::operator(workspace.id, "sam", origin(3))
}

async fn key_with(world: &World, scopes: impl Into<Scopes>) -> CreatedApiKey {
    let name = ApiKeyName::parse("server").unwrap();
    let wish = CreateApiKey { name, scopes: scopes.into(), expires_at: None };
    api_key::create(&world.ls, &world.caller, wish).await.unwrap()
}

/// A program with a key of these scopes.
pub(crate) async fn caller_with(world: &World, scopes: impl Into<Scopes>) -> Caller {
    let key = key_with(world, scopes).await;
    api_key::authenticate(&world.ls, key.text.expose_secret(), origin(5)).await.unwrap()
}

pub(crate) fn missing(failed: impl ToString, scope: Scope) {
    assert_eq!(failed.to_string(), Failure::ScopeMissing(scope).to_string());
}

pub(crate) fn not_found(failure: &impl ToString, thing: Thing) {
    assert_eq!(failure.to_string(), Failure::NotFound(thing).to_string());
}

fn report() -> StatusReport {
    StatusReport { status: ConnectionStatus::Connected, detail: None, accounts: None }
}

fn server_connection(world: &World) -> CreateConnection {
    CreateConnection {
        company_id: world.company.id,
        provider: ProviderHint::Id(world.provider.id),
        username: SecretString::from("sandbox-username"),
        password: SecretString::from("sandbox-password"),
        country: None,
        sites: vec![world.sites[0].id],
        utility_types: Default::default(),
        owner_email: None,
        data_collection_start_date: None,
        multiply_by_occupancy: false,
        external_id: None,
    }
}

#[tokio::test]
async fn t042_things_of_another_workspace_are_not_found_and_each_try_is_written_down() {
    let world = World::new().await;
    let other = other_workspace(&world).await;
    let connection = world.connected().await.connection_id;
    let invitation = world.invite(None, None).await.invitation.id;
    let key = key_with(&world, [Scope::EventsRead]).await.key.id;
    let (company_id, site_id) = (world.company.id, world.sites[0].id);
    let before = world.snapshot().await;

    let ls = &world.ls;
    let changes = CompanyChanges::default();
    not_found(&company::get(ls, &other, company_id).await.unwrap_err(), Thing::Company);
    not_found(&company::update(ls, &other, company_id, changes).await.unwrap_err(), Thing::Company);
    not_found(&company::delete(ls, &other, company_id).await.unwrap_err(), Thing::Company);
    not_found(&site::list(ls, &other, company_id).await.unwrap_err(), Thing::Company);
    not_found(&site::get(ls, &other, site_id).await.unwrap_err(), Thing::Site);
    not_found(&site::update(ls, &other, site_id, SiteChanges::default()).await.unwrap_err(), Thing::Site);
    not_found(&site::delete(ls, &other, site_id).await.unwrap_err(), Thing::Site);
    let wish = world.wish(terms(None, None));
    not_found(&invitation::create_contributor(ls, &other, wish).await.unwrap_err(), Thing::Company);
    let wish = CreateReconnect { connection_id: connection, terms: terms(None, None) };
    not_found(&invitation::create_reconnect(ls, &other, wish).await.unwrap_err(), Thing::Connection);
    not_found(&invitation::get(ls, &other, invitation).await.unwrap_err(), Thing::Invitation);
    not_found(&invitation::revoke(ls, &other, invitation).await.unwrap_err(), Thing::Invitation);
    let page = PageRequest::After { last: None, per_page: 10 };
    let list = ListInvitations {
        wanted: WantedInvitations { company_id: Some(company_id), ..Default::default() },
        page,
    };
    not_found(&invitation::list(ls, &other, list).await.unwrap_err(), Thing::Company);
    not_found(&connection::get(ls, &other, connection).await.unwrap_err(), Thing::Connection);
    not_found(&connection::events(ls, &other, connection).await.unwrap_err(), Thing::Connection);
    let reported = connection::report_status(ls, &other, connection, report()).await;
    not_found(&reported.unwrap_err(), Thing::Connection);
    let wish = server_connection(&world);
    not_found(&connection::create(ls, &other, wish).await.unwrap_err(), Thing::Company);
    not_found(&api_key::revoke(ls, &other, key).await.unwrap_err(), Thing::ApiKey);

    let mine = world.snapshot().await;
    assert_eq!(mine, before, "nothing of the workspace has changed");
    assert_eq!(denials(&world, &other).await, 17, "one for each try, in the log of whoever tried");
}

/// How many tries at things of others the caller's own log tells of, each with who tried what.
pub(crate) async fn denials(world: &World, caller: &Caller) -> usize {
    let kind = Some(EventKind::AccessDenied);
    let wanted = WantedEvents { kind, ..Default::default() };
    let filter = ListEvents { wanted, last: None, limit: 100 };
    let denials = event::list(&world.ls, caller, filter).await.unwrap().items;
    for denial in &denials {
        assert_eq!(denial.body.workspace_id, caller.workspace_id());
        assert_eq!(&denial.body.actor, caller.actor());
        assert_eq!(&denial.body.origin, caller.origin());
        assert!(denial.body.data.values().contains_key("targetId"));
    }
    denials.len()
}

#[tokio::test]
async fn t042_lists_hold_nothing_of_another_workspace() {
    let world = World::new().await;
    let other = other_workspace(&world).await;
    world.connected().await;
    let page = PageRequest::Number { number: 1, per_page: 100 };

    let companies = ListCompanies { external_id: None, page: None };
    let companies = company::list(&world.ls, &other, companies).await.unwrap();
    assert!(companies.items.is_empty());
    let invitations = ListInvitations { wanted: Default::default(), page };
    let invitations = invitation::list(&world.ls, &other, invitations).await.unwrap();
    assert!(invitations.items.is_empty());
    assert_eq!(invitations.numbered.unwrap().total, 0);
    let page = PageRequest::Number { number: 1, per_page: 100 };
    let wish =
        ListConnections { company_id: None, status: None, owner_email: None, sites: world.sites_ids(), page };
    assert!(connection::list(&world.ls, &other, wish).await.unwrap().items.is_empty());
    let subject = Some(latchstring_domain::event::Subject::Company(world.company.id));
    let wanted = WantedEvents { subject, ..Default::default() };
    let events = ListEvents { wanted, last: None, limit: 100 };
    assert!(event::list(&world.ls, &other, events).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn t042_sites_and_providers_of_another_workspace_cannot_be_named_and_the_try_is_written_down() {
    let world = World::new().await;
    let other = other_workspace(&world).await;
    let company = new_company(&world.ls, &other, "Fremde GmbH").await;
    let site = new_site(&world.ls, &other, &company, "Fremdweg 1").await;
    let provider = sandbox_provider(&world.ls, other.workspace_id()).await;
    let with = |prefill| CreateContributor { prefill, ..world.wish(terms(None, None)) };
    let sites = Prefill { initial_sites: vec![world.sites[0].id, site.id], ..Prefill::default() };
    let provided = Prefill { provider: Some(ProviderHint::Id(provider.id)), ..Prefill::default() };

    let refused = invitation::create_contributor(&world.ls, &world.caller, with(sites)).await;
    let Err(CreateContributorError::UnknownSites(unknown)) = refused else { panic!("{refused:?}") };
    assert_eq!(unknown, [site.id]);
    let refused = invitation::create_contributor(&world.ls, &world.caller, with(provided)).await;
    assert!(matches!(refused, Err(CreateContributorError::UnknownProvider(id)) if id == provider.id));
    let wish = CreateConnection { sites: vec![site.id], ..server_connection(&world) };
    let refused = connection::create(&world.ls, &world.caller, wish).await;
    assert!(matches!(refused, Err(CreateConnectionError::UnknownSites(_))));
    let wish = CreateConnection { provider: ProviderHint::Id(provider.id), ..server_connection(&world) };
    let refused = connection::create(&world.ls, &world.caller, wish).await;
    assert!(matches!(refused, Err(CreateConnectionError::UnknownProvider(_))));

    let denials = world.denials().await;
    assert_eq!(denials.len(), 4, "{denials:?}");
}

#[tokio::test]
async fn t042_without_the_scope_nothing_is_done_and_the_try_is_written_down() {
    let world = World::new().await;
    let key = key_with(&world, [Scope::InvitationsRead]).await;
    let text = key.text.expose_secret();
    let reader = api_key::authenticate(&world.ls, text, origin(5)).await.unwrap();
    let view = world.invite(None, None).await;

    let error = invitation::create_contributor(&world.ls, &reader, world.wish(terms(None, None))).await;
    let Err(CreateContributorError::Failed(Failure::ScopeMissing(scope))) = error else {
        panic!("{error:?}")
    };
    assert_eq!(scope, Scope::InvitationsWrite);
    let seen = invitation::get(&world.ls, &reader, view.invitation.id).await.unwrap().view;
    assert!(seen.token.is_none() && seen.url.is_none(), "seeing links is a right of its own");

    let denials = world.denials().await;
    assert_eq!(denials.len(), 1);
    assert!(denials[0].contains("invitations:write"), "{denials:?}");
    assert!(!denials[0].contains(text));
}

#[tokio::test]
async fn a_key_gives_no_more_than_its_maker_has() {
    let world = World::new().await;
    let manager = key_with(&world, [Scope::WorkspaceManage, Scope::EventsRead]).await;
    let manager = api_key::authenticate(&world.ls, manager.text.expose_secret(), origin(5)).await.unwrap();
    let name = ApiKeyName::parse("more").unwrap();
    let wish = |scopes: Scopes| CreateApiKey { name: name.clone(), scopes, expires_at: None };

    let more = wish([Scope::CredentialsRead].into());
    let more = api_key::create(&world.ls, &manager, more).await;
    assert!(matches!(more, Err(CreateApiKeyError::MoreThanMaker)));
    let none = api_key::create(&world.ls, &manager, wish(Scopes::new())).await;
    assert!(matches!(none, Err(CreateApiKeyError::NoScopes)));
    let passed = CreateApiKey { expires_at: Some(world.now()), ..wish([Scope::EventsRead].into()) };
    let passed = api_key::create(&world.ls, &manager, passed).await;
    assert!(matches!(passed, Err(CreateApiKeyError::ExpiryPassed)));
    api_key::create(&world.ls, &manager, wish([Scope::EventsRead].into())).await.unwrap();
}

#[tokio::test]
async fn a_key_that_is_unknown_revoked_or_expired_lets_nobody_in() {
    let world = World::new().await;
    let revoked = key_with(&world, [Scope::EventsRead]).await;
    api_key::revoke(&world.ls, &world.caller, revoked.key.id).await.unwrap();
    let name = ApiKeyName::parse("short").unwrap();
    let expires_at = Some(world.now().saturating_add(Duration::from_secs(60)));
    let wish = CreateApiKey { name, scopes: [Scope::EventsRead].into(), expires_at };
    let expiring = api_key::create(&world.ls, &world.caller, wish).await.unwrap();
    let enter = async |text: &str| api_key::authenticate(&world.ls, text, origin(5)).await;

    let error = enter(revoked.text.expose_secret()).await.unwrap_err();
    assert!(matches!(error, AuthenticateError::Refused(KeyRefused::Revoked)));
    assert!(enter(expiring.text.expose_secret()).await.is_ok());
    world.clock.advance(Duration::from_secs(60));
    let error = enter(expiring.text.expose_secret()).await.unwrap_err();
    assert!(matches!(error, AuthenticateError::Refused(KeyRefused::Expired)));
    for text in ["", "lsk_test_", "lsk_test_0000", "Bearer x"] {
        assert!(matches!(enter(text).await, Err(AuthenticateError::Unknown)), "{text}");
    }
}

#[tokio::test]
async fn t038_a_key_with_a_wrong_checksum_is_refused_without_asking_the_store() {
    let world = World::new().await;
    let key = key_with(&world, [Scope::EventsRead]).await;
    let text = key.text.expose_secret();
    let unknown = ApiKeyText::generate(ApiKeyMode::Test, &mut *world.randomness.rng());
    let enter = async |text: &str| {
        let before = world.store.asked();
        let entered = api_key::authenticate(&world.ls, text, origin(5)).await;
        (entered, world.store.asked() - before)
    };
    let body = text.len() - 49;
    for place in body..text.len() {
        let other = if text[place..].starts_with('7') { "8" } else { "7" };
        let mut mistyped = text.to_owned();
        mistyped.replace_range(place..=place, other);
        let (entered, asked) = enter(&mistyped).await;
        assert!(matches!(entered, Err(AuthenticateError::Unknown)), "{place}");
        assert_eq!(asked, 0, "{place}");
    }
    // A right text is looked up, whether or not anybody made it here.
    let (entered, asked) = enter(unknown.expose()).await;
    assert!(matches!(entered, Err(AuthenticateError::Unknown)));
    assert_eq!(asked, 1);
    let (entered, asked) = enter(text).await;
    assert!(entered.is_ok());
    assert_eq!(asked, 2, "the look-up, and the note of its use");
}

#[tokio::test]
async fn the_last_use_of_a_key_is_kept_to_the_minute_and_never_stands_in_its_way() {
    let world = World::new().await;
    let key = key_with(&world, [Scope::EventsRead]).await;
    let text = key.text.expose_secret();
    let enter = async || api_key::authenticate(&world.ls, text, origin(5)).await;
    let last_used = async || world.store.api_key(key.key.id).await.unwrap().unwrap().last_used_at;

    let first = world.now();
    enter().await.unwrap();
    world.clock.advance(Duration::from_secs(59));
    enter().await.unwrap();
    assert_eq!(last_used().await, Some(first));
    world.clock.advance(Duration::from_secs(1));
    world.store.fail_next(crate::harness::Fault::Unavailable);
    enter().await.unwrap();
    assert_eq!(last_used().await, Some(first));
    enter().await.unwrap();
    assert_eq!(last_used().await, Some(world.now()));
}
