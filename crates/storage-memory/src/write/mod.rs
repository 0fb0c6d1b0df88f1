//! One change each: its precondition checked and its effect journaled.

mod brandings;
mod bulks;
mod catalog;
mod checkpoints;
mod connections;
mod erasures;
mod events;
mod flow_sessions;
mod invitation_mails;
mod invitations;
mod kept_answers;
mod magic_links;
mod mfa_messages;
mod outbox;
mod rows;
mod suppressions;
mod sweeps;
mod tallies;
mod webhooks;

use latchstring_storage::{Change, Constraint, LogChange, Refusal};

use crate::state::State;

type Applied = Result<(), Refusal>;

const fn conflict(constraint: Constraint) -> Refusal {
    Refusal::Conflict(constraint)
}

#[expect(
    clippy::too_many_lines,
    reason = "one line a change; parting them would only hide that none is left out"
)]
pub(crate) fn apply(state: &mut State, change: Change) -> Applied {
    match change {
        Change::CreateWorkspace(row) => rows::create(&mut state.workspaces, row),
        Change::UpdateWorkspace(row) => rows::update(&mut state.workspaces, row).map(drop),
        Change::CreateBranding(row) => brandings::create(state, row),
        Change::UpdateBranding(row) => rows::update(&mut state.brandings, row).map(drop),
        Change::PutFile(file) => brandings::put_file(state, file),
        Change::DropFile(key) => brandings::drop_file(state, key),
        Change::CreateCompany(row) => catalog::create_company(state, row),
        Change::UpdateCompany(row) => catalog::update_company(state, row),
        Change::DeleteCompany(id, version) => catalog::delete_company(state, id, version),
        Change::CreateSite(row) => catalog::create_site(state, row),
        Change::UpdateSite(row) => catalog::update_site(state, row),
        Change::DeleteSite(id, version) => catalog::delete_site(state, id, version),
        Change::CreateApiKey(row) => catalog::create_api_key(state, row),
        Change::UpdateApiKey(row) => catalog::update_api_key(state, row),
        Change::CreateProvider(row) => catalog::create_provider(state, row),
        Change::UpdateProvider(row) => catalog::update_provider(state, row),
        Change::CreateFlow(row) => catalog::create_flow(state, row),
        Change::UpdateFlow(row) => catalog::update_flow(state, row),
        Change::DeleteFlow(id, version) => catalog::delete_flow(state, id, version),
        Change::CreateInvitation(row) => invitations::create(state, row),
        Change::UpdateInvitation(row) => invitations::update(state, row),
        Change::SpendInvitation { id, at } => invitations::spend(state, id, at),
        Change::RetireLink(row) => invitations::retire(state, row),
        Change::Bulk(change) => bulks::apply(state, change),
        Change::CreateMagicLink(row) => magic_links::create(state, row),
        Change::UpdateMagicLink(row) => magic_links::update(state, row),
        Change::SpendMagicLink { id, at } => magic_links::spend(state, id, at),
        Change::CreateFlowSession(row) => flow_sessions::create(state, row),
        Change::UpdateFlowSession(row) => flow_sessions::update(state, row),
        Change::DeleteFlowSession(id) => flow_sessions::delete(state, id),
        Change::CreateConnection(row) => connections::create(state, row),
        Change::UpdateConnection(row) => connections::update(state, row),
        Change::CreateMfaMessage(row) => mfa_messages::create(state, row),
        Change::Suppress(row) => suppressions::suppress(state, row),
        Change::LiftSuppression(workspace, address) => suppressions::lift(state, workspace, &address),
        Change::CreateInvitationMail(row) => invitation_mails::create(state, row),
        Change::SettleInvitationMail(row) => invitation_mails::settle(state, row),
        Change::ReturnInvitationMail(row) => invitation_mails::take_back(state, row),
        Change::AppendEvent(event) => events::append(state, event),
        Change::Erase(erasure) => erasures::apply(state, erasure),
        Change::Log(LogChange::Checkpoint(row)) => checkpoints::add(state, row),
        Change::Mark { key, until } => outbox::mark(state, key, until),
        Change::KeepAnswer(row) => kept_answers::keep(state, row),
        Change::Tally { key, limit, at, until } => tallies::count(state, key, limit, at, until),
        Change::ClearTally(key) => tallies::clear(state, key),
        Change::CreateEndpoint(row) => webhooks::create_endpoint(state, row),
        Change::UpdateEndpoint(row) => rows::update(&mut state.endpoints, row).map(drop),
        Change::DeleteEndpoint(id, version) => webhooks::delete_endpoint(state, id, version),
        Change::CreateMessage(row) => webhooks::create_message(state, row),
        Change::CreateDelivery(row) => webhooks::create_delivery(state, row),
        Change::UpdateDelivery(row) => rows::update(&mut state.deliveries, row).map(drop),
        Change::Announce(entry) => webhooks::announce(state, entry),
        Change::Enqueue(entry) => outbox::enqueue(state, entry),
        Change::Complete { id, fence } => outbox::complete(state, id, fence),
        Change::Retry { id, fence, run_at, .. } => outbox::retry(state, id, fence, run_at),
        Change::Park { id, fence, at, reason } => outbox::park(state, id, fence, at, reason),
        Change::Requeue { id, at } => outbox::requeue(state, id, at),
        Change::Discard { id } => outbox::discard(state, id),
        Change::Sweep(sweep) => sweeps::apply(state, &sweep),
        Change::PlantCanary(text) => outbox::plant_canary(state, text),
        Change::ReplaceCanary { from, to } => outbox::replace_canary(state, &from, to),
    }
}
