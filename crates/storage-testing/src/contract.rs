/// Runs every case of the contract against an adapter, each as a test of its own in the module `contract`.
///
/// It takes the path of an async function that makes a [`crate::Harness`] with a fresh, empty store; and, when the
/// cases need something that not every machine has, the words for `#[ignore]`. The crate that uses it needs `tokio`
/// with `macros` and `rt-multi-thread`.
///
/// ```ignore
/// latchstring_storage_testing::contract!(make_store);
/// latchstring_storage_testing::contract!(make_store, ignored = "needs PostgreSQL: run ./tests/run");
/// ```
#[macro_export]
macro_rules! contract {
    ($make:path) => {
        $crate::contract_modules! { [$make] [] }
    };
    ($make:path, ignored = $why:literal) => {
        $crate::contract_modules! { [$make] [#[ignore = $why]] }
    };
}

/// The cases of the contract, by module.
#[doc(hidden)]
#[macro_export]
macro_rules! contract_modules {
    ($make:tt $attributes:tt) => {
        mod contract {
            use super::*;

            $crate::contract_cases! {
                $make $attributes
                workspaces {
                    come_back_as_they_were,
                    keep_texts_of_any_length_and_script,
                    change_only_from_the_version_decided_on,
                    have_their_own_ids,
                }
                brandings {
                    come_back_as_they_were,
                    are_one_for_each_existing_workspace,
                    change_only_from_the_version_decided_on,
                    have_files_by_their_content,
                }
                companies {
                    come_back_as_they_were,
                    public_ids_are_told_apart_by_case,
                    are_listed_by_workspace,
                    external_ids_are_unique_within_a_workspace,
                    have_their_own_ids_and_an_existing_workspace,
                    change_only_from_the_version_decided_on,
                    are_deleted_from_the_version_decided_on,
                    are_not_deleted_while_in_use,
                }
                sites {
                    come_back_as_they_were,
                    are_listed_by_company,
                    external_ids_are_unique_within_a_company,
                    belong_to_a_company_of_their_workspace,
                    change_only_from_the_version_decided_on,
                    are_not_deleted_while_in_use,
                }
                api_keys {
                    come_back_as_they_were,
                    have_their_own_digests,
                    change_only_from_the_version_decided_on,
                }
                providers {
                    come_back_as_they_were,
                    addresses_are_unique_within_a_workspace,
                    change_only_from_the_version_decided_on,
                    are_found_by_part_of_name_or_address,
                    are_searched_to_the_letter,
                    are_found_by_country,
                    are_found_by_utility_type,
                    are_found_among_the_unlisted_and_among_some,
                    come_in_pages,
                }
                flows {
                    come_back_as_they_were,
                    keys_are_unique_within_a_workspace,
                    have_their_own_ids_and_an_existing_workspace,
                    change_only_from_the_version_decided_on,
                    are_deleted_from_the_version_decided_on,
                    are_listed_by_workspace,
                    hold_no_provider_and_no_connection,
                }
                connectors {
                    come_back_as_they_were,
                    keys_are_unique_within_a_workspace,
                    are_listed_by_key,
                    are_listed_in_parts,
                    are_found_by_ids,
                }
                invitations {
                    come_back_as_they_were,
                    keep_the_spelling_of_addresses,
                    have_their_own_tokens,
                    refer_to_what_exists_in_their_workspace,
                    change_only_from_the_version_decided_on,
                    are_filtered_and_counted_by_status,
                    are_filtered_by_company_and_connection,
                    are_filtered_by_source,
                    bring_portals_of_every_kind,
                    remember_the_links_they_had,
                    are_filtered_by_type_and_time,
                    are_found_by_address,
                    are_found_by_text,
                }
                spending {
                    adds_one_use,
                    ends_at_the_maximum,
                    never_ends_without_a_maximum,
                    ends_at_the_expiry,
                    is_refused_when_revoked_or_missing,
                }
                bulks {
                    come_back_as_they_were,
                    are_settled_from_the_version_decided_on,
                    find_the_live_ones_by_name,
                    find_companies_by_their_ids,
                    find_invitations_by_their_ids,
                    are_there_when_all_of_them_is,
                    go_a_part_at_a_time,
                }
                invitation_mails {
                    come_back_as_they_were,
                    belong_to_an_invitation_of_their_workspace,
                    are_settled_once,
                    come_back_once,
                    are_listed_by_invitation,
                }
                suppressions {
                    come_back_as_they_were,
                    are_made_once_and_lifted_once,
                }
                mfa_messages {
                    come_back_as_they_were,
                    have_their_own_ids_and_an_existing_workspace,
                    are_gone_when_their_time_has_come,
                }
                magic_links {
                    come_back_as_they_were,
                    keep_the_spelling_of_addresses,
                    have_their_own_ids,
                    refer_to_what_exists_in_their_workspace,
                    change_only_from_the_version_decided_on,
                    are_listed_by_company,
                    are_listed_in_parts,
                }
                magic_spending {
                    adds_one_use,
                    of_a_new_connection_is_the_only_one,
                    of_a_repair_is_one_of_many,
                    ends_at_the_expiry,
                    ends_at_the_cut_off,
                    is_cut_off_by_its_own_company,
                    is_refused_when_revoked_or_missing,
                }
                flow_sessions {
                    come_back_as_they_were,
                    walk_through_magic_links_too,
                    have_their_own_tokens_and_an_existing_link,
                    change_only_from_the_version_decided_on,
                    are_deleted_whether_there_or_not,
                    are_found_by_their_connection,
                }
                connections {
                    come_back_as_they_were,
                    have_every_status,
                    are_filtered_and_counted,
                    are_filtered_by_flow,
                    are_found_by_the_invitations_that_made_them,
                    refer_to_what_exists_in_their_workspace,
                    change_only_from_the_version_decided_on,
                    have_as_many_sites_as_there_are,
                }
                events {
                    come_back_as_they_were,
                    keep_any_text,
                    form_chains_without_gaps,
                    chains_do_not_mix,
                    have_their_own_ids,
                    are_read_in_parts,
                    tell_their_last_times,
                    are_filtered,
                    are_filtered_by_time_and_read_onward,
                    subjects_are_walked_once_each,
                    keep_the_spelling_of_addresses,
                }
                erasures {
                    t162_leave_of_an_event_what_they_say,
                    t162_from_an_event_go_by_its_seals,
                    t162_take_an_address_out_of_mails_and_lists,
                    t162_write_webhooks_anew,
                }
                checkpoints {
                    are_kept_in_order,
                    stand_without_gaps,
                }
                outbox {
                    gives_entries_when_they_are_due,
                    gives_the_longest_due_first,
                    t134_an_entry_that_comes_late_is_not_passed_over,
                    gives_no_more_than_the_limit,
                    t136_an_expired_lease_is_taken_over_and_the_old_fence_refused,
                    a_late_worker_may_finish_what_nobody_took,
                    an_unclaimed_entry_is_not_completed,
                    a_retry_comes_back_at_its_time,
                    t138_parked_entries_stay_and_hold_nothing_up,
                    t138_what_was_given_up_is_listed,
                    t138_what_was_given_up_begins_anew,
                    only_what_was_given_up_is_thrown_away,
                    tells_when_the_next_entry_falls_due,
                    t135_no_two_workers_hold_the_same_entry,
                }
                queues {
                    lanes_do_not_mix,
                    t119_each_workspace_has_its_turn,
                    t119_what_another_has_waiting_costs_no_claim,
                    the_round_goes_on_where_it_stopped,
                    t109_a_queue_that_is_full_is_left_out,
                }
                webhooks {
                    come_back_as_they_were,
                    find_the_event_they_tell_of,
                    change_only_from_the_version_decided_on,
                    are_each_written_once,
                    refer_to_what_exists_in_their_workspace,
                    go_with_their_endpoint,
                    are_listed_by_endpoint,
                    are_listed_when_they_were_given_up,
                    are_read_by_what_they_tell_of,
                    are_swept_when_they_are_old,
                    are_announced_where_there_is_an_endpoint,
                }
                sweeps {
                    t172_take_sessions_that_nobody_ended,
                    take_mails_of_links_that_have_ended,
                    take_what_was_given_up,
                    take_a_part_at_a_time,
                }
                marks {
                    are_made_once,
                    stand_until_they_are_swept,
                    a_canary_is_planted_once,
                    an_empty_set_is_accepted,
                }
                kept_answers {
                    stand_until_their_time_is_over,
                    are_swept_when_their_time_is_over,
                    one_of_many_at_once_takes_a_slot,
                }
                keyed_rows {
                    are_read_whole_a_few_at_a_time,
                    a_canary_is_replaced_by_who_has_read_it,
                }
                tallies {
                    count_up_to_their_limit,
                    begin_anew,
                    are_swept_when_their_time_has_come,
                    t066_many_at_once_count_as_one_after_the_other,
                }
                change_sets {
                    t133_a_refused_change_leaves_nothing_of_its_set,
                    t155_no_event_no_action,
                    are_applied_in_order,
                    may_change_one_row_twice,
                    are_whole_when_nobody_waits,
                    do_nothing_before_they_are_awaited,
                }
                paging {
                    by_key_sees_every_row_once_while_others_are_inserted,
                    by_key_goes_on_from_a_row_that_is_gone,
                    by_skipping_gives_the_same_rows,
                    is_limited,
                    is_the_same_for_connections_and_events,
                }
                races {
                    t049_the_last_use_is_spent_once,
                    t050_seven_uses_are_spent_seven_times,
                    t049_only_the_winner_leaves_anything,
                    t051_an_invitation_is_revoked_or_spent_never_both,
                    one_of_many_updates_is_written,
                    one_of_many_events_takes_a_place,
                    one_of_many_takes_a_unique_name,
                    one_of_many_makes_a_mark,
                    nothing_refers_to_what_is_being_deleted,
                    opposite_orders_do_not_fail,
                }
                groups {
                    one_refused_in_sixteen_costs_nobody_else,
                    one_refused_in_two_hundred_costs_nobody_else,
                    callers_who_go_away_change_nothing,
                    one_chain_grows_by_all_that_is_appended_at_once,
                    a_chain_of_one_set_goes_on_in_the_next,
                }
                magic_races {
                    the_only_use_is_spent_once,
                    every_repair_is_counted,
                    only_the_winner_leaves_anything,
                    a_link_is_revoked_or_spent_never_both,
                    no_use_appears_after_the_cut_off,
                    no_link_is_minted_for_what_is_being_deleted,
                }
            }
        }
    };
}

/// One test for each case.
#[doc(hidden)]
#[macro_export]
macro_rules! contract_cases {
    ($make:tt $attributes:tt $($module:ident $cases:tt)*) => {
        $($crate::contract_module! { $make $attributes $module $cases })*
    };
}

/// The tests of one module.
#[doc(hidden)]
#[macro_export]
macro_rules! contract_module {
    ($make:tt $attributes:tt $module:ident { $($case:ident,)* }) => {
        mod $module {
            use super::*;

            $($crate::contract_test! { $make $attributes $module $case })*
        }
    };
}

/// One test.
#[doc(hidden)]
#[macro_export]
macro_rules! contract_test {
    ([$make:path] [$($attribute:tt)*] $module:ident $case:ident) => {
        #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
        $($attribute)*
        async fn $case() {
            $crate::run($make().await, $crate::$module::$case).await;
        }
    };
}
