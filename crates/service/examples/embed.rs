//! Latchstring inside somebody else's program: no server, no database, no configuration.
//!
//! `cargo run -p latchstring-service --example embed`

#[path = "embed/ports.rs"]
mod ports;

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use latchstring_domain::event::Origin;
use latchstring_domain::metadata::Metadata;
use latchstring_domain::site::SitePath;
use latchstring_domain::text::{CompanyName, SiteName, WorkspaceName};
use latchstring_domain::utility::UtilityType;
use latchstring_domain::workspace::{ExpiryPolicy, Mode};
use latchstring_secrets::keyring::Keyring;
use latchstring_service::company::CreateCompany;
use latchstring_service::flow_session::{self, Presented, ProviderWish};
use latchstring_service::invitation::{self, CreateContributor, InvitationTerms};
use latchstring_service::ports::{Answers, Randomness as _};
use latchstring_service::provider::{self, SearchProviders};
use latchstring_service::site::CreateSite;
use latchstring_service::workspace::CreateWorkspace;
use latchstring_service::{Caller, Latchstring, Parts, company, connection, outbox, site, workspace};
use latchstring_sign_in::{Drivers, Sandbox, SandboxCollector};
use latchstring_storage_memory::MemoryStore;
use secrecy::{ExposeSecret, SecretString};

use ports::{BrightLinks, MachineClock, MachineRandomness};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    // The program says what the time is, where random bytes come from and how its links look.
    let clock = Arc::new(MachineClock);
    let randomness = Arc::new(MachineRandomness);
    let ls = Latchstring::new(Parts {
        store: Arc::new(MemoryStore::new()),
        keyring: Arc::new(Keyring::generate(&mut *randomness.rng())),
        clock: clock.clone(),
        randomness,
        links: Arc::new(BrightLinks),
        sign_in: Arc::new(Drivers::new(Sandbox::new(clock))),
        collector: Arc::new(SandboxCollector::default()),
    });

    // Whose deployment this is, whose accounts are wanted, and for what.
    let (name, expiry) = (WorkspaceName::parse("Bright Bills")?, ExpiryPolicy::default());
    let wish = CreateWorkspace { name, environment: None, mode: Mode::Sandbox, expiry };
    let workspace = workspace::create(&ls, "embed", Origin::default(), wish).await?;
    let caller = Caller::operator(workspace.id, "embed", Origin::default());
    let (name, external_id) = (CompanyName::parse("Corner Bakery")?, None);
    let wish =
        CreateCompany { name, external_id, data_collection_start_date: None, metadata: Metadata::default() };
    let company = company::create(&ls, &caller, wish).await?;
    let (name, path) = (SiteName::parse("Main Street 1")?, SitePath::default());
    let wish = CreateSite { name, external_id: None, address: None, path };
    let site = site::create(&ls, &caller, company.id, wish).await?;

    // The link. It goes to the recipient by mail, chat or paper; who has it may use it once.
    let terms = InvitationTerms { max_uses: Some(1.try_into()?), ..InvitationTerms::default() };
    let (prefill, locks) = Default::default();
    let wish = CreateContributor {
        company_id: company.id,
        prefill,
        locks,
        allowed_providers: Default::default(),
        terms,
    };
    let invitation = invitation::create_contributor(&ls, &caller, wish).await?;
    let token = invitation.token.ok_or("an operator may see tokens")?;
    report(&format!("Invited {}: {}", company.name, invitation.url.ok_or("and URLs")?.expose_secret()));

    // The recipient's side: four pages in a browser, four calls here.
    let from = Origin::default();
    let pass = flow_session::open(&ls, Presented::Invitation(token.expose_secret()), &from).await?.pass;
    let search = SearchProviders { text: Some("sandbox".into()), limit: 1, ..SearchProviders::default() };
    let found = provider::search(&ls, workspace.id, &search).await?;
    let wish = ProviderWish::Listed(found.first().ok_or("a sandbox workspace has one")?.id);
    flow_session::choose_provider(&ls, &pass, &wish, None, &from).await?;
    let answers = Answers::default()
        .with("username", SecretString::from("sandbox-username"))
        .with("password", SecretString::from("sandbox-password"));
    let progress = flow_session::sign_in(&ls, &pass, answers, &from).await?;
    report(&format!("The provider said: {progress:?}"));
    flow_session::choose_sites(&ls, &pass, &[site.id], &[UtilityType::Electricity].into()).await?;
    let made = flow_session::submit(&ls, &pass, &from).await?;

    // What the submission has promised: here the sandbox's collector looks at the new connection. A server leaves this
    // to the loop of `latchstring-dispatch`.
    let due = outbox::next_due(&ls, outbox::Lane::Work).await?.ok_or("something was promised")?;
    tokio::time::sleep(due.since(ls.now())).await;
    for work in outbox::claim(&ls, Duration::from_secs(60), 10).await? {
        outbox::perform(&ls, &work).await?;
    }

    let view = connection::get(&ls, &caller, made.connection_id).await?.connection;
    report(&format!("{} at {} is {}", view.id, view.provider.name, view.status));
    for account in &view.accounts {
        report(&format!("  account {} with meters {}", account.account_number, account.meters.join(", ")));
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "this program's whole purpose is to say what happened")]
fn report(line: &str) {
    println!("{line}");
}
