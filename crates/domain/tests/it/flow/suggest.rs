use latchstring_domain::flow::{FieldMapping, MappedField, MappingError, Schema, SchemaField};
use latchstring_domain::text::FieldName;
use proptest::prelude::*;

use crate::fixture::{field, field_ref, mapped, required, schema, table};

/// A field that people call otherwise than programs do.
fn named(id: &str, name: &str) -> SchemaField {
    SchemaField { name: FieldName::parse(name).unwrap(), ..field(id) }
}

fn suggested(target: &Schema, source: &Schema, before: Option<&FieldMapping>) -> Vec<MappedField> {
    FieldMapping::suggest(target, source, before).fields().to_vec()
}

#[test]
fn a_field_of_the_same_id_or_name_is_suggested_whatever_the_case() {
    let target = schema(&[table("Invoice", &[field("total"), named("no", "Invoice Number"), field("memo")])]);
    let source = schema(&[
        table("Bills", &[named("TOTAL", "Sum"), named("b7", "INVOICE number")]),
        table("Accounts", &[named("no.", "No"), field("memo2")]),
    ]);
    let expected = [mapped("Invoice.total", "Bills.TOTAL"), mapped("Invoice.no", "Bills.b7")];
    assert_eq!(suggested(&target, &source, None), expected);
}

#[test]
fn an_id_is_not_held_against_a_name() {
    let target = schema(&[table("Invoice", &[named("total", "Grand total")])]);
    let source = schema(&[table("Bills", &[named("b1", "total"), named("grand total", "Sum")])]);
    assert_eq!(suggested(&target, &source, None), []);
}

#[test]
fn where_two_fields_are_alike_none_is_suggested() {
    let target = schema(&[table("Invoice", &[required("total"), field("due")])]);
    let elsewhere =
        schema(&[table("Bills", &[field("total")]), table("Items", &[field("Total"), field("due")])]);
    assert_eq!(suggested(&target, &elsewhere, None), [mapped("Invoice.due", "Items.due")]);
    let one_by_name = schema(&[table("Bills", &[field("total"), named("b2", "TOTAL")])]);
    assert_eq!(suggested(&target, &one_by_name, None), [], "the id does not outdo the name");
}

#[test]
fn what_was_chosen_before_outdoes_what_looks_alike() {
    let target = schema(&[table("Invoice", &[field("total")])]);
    let source = schema(&[table("Bills", &[field("total"), field("amount")])]);
    let before = FieldMapping::from_stored(vec![mapped("Invoice.total", "Bills.amount")]);
    assert_eq!(suggested(&target, &source, Some(&before)), [mapped("Invoice.total", "Bills.amount")]);
}

#[test]
fn what_was_left_empty_before_stays_empty() {
    let target = schema(&[table("Invoice", &[required("total"), field("due")])]);
    let source = schema(&[table("Bills", &[field("total"), field("due")])]);
    let before = FieldMapping::from_stored(vec![mapped("Invoice.total", "Bills.due")]);
    assert_eq!(suggested(&target, &source, Some(&before)), [mapped("Invoice.total", "Bills.due")]);
    assert_eq!(suggested(&target, &source, Some(&FieldMapping::default())), []);
}

#[test]
fn what_was_chosen_before_and_is_gone_is_dropped() {
    let target = schema(&[table("Invoice", &[field("total"), field("due")])]);
    let source = schema(&[table("Bills", &[field("total"), field("due")])]);
    let before = FieldMapping::from_stored(vec![
        mapped("Invoice.paid", "Bills.total"),
        mapped("Invoice.total", "Bills.gone"),
        mapped("Invoice.due", "Bills.due"),
    ]);
    assert_eq!(suggested(&target, &source, Some(&before)), [mapped("Invoice.due", "Bills.due")]);
}

#[test]
fn a_suggestion_has_the_order_of_the_customers_schema() {
    let target = schema(&[table("Invoice", &[field("b"), field("a")])]);
    let source = schema(&[table("Bills", &[field("a"), field("b")])]);
    let in_order = [mapped("Invoice.b", "Bills.b"), mapped("Invoice.a", "Bills.a")];
    assert_eq!(suggested(&target, &source, None), in_order);
    let before = FieldMapping::from_stored(in_order.iter().rev().cloned().collect());
    assert_eq!(suggested(&target, &source, Some(&before)), in_order);
}

/// Schemas so small that ids, names and tables meet often.
fn schemas() -> impl Strategy<Value = Schema> {
    let word = prop::sample::select(&["a", "A", "b", "B", "c"][..]);
    let fields = prop::collection::vec((word.clone(), word.clone(), any::<bool>()), 0..4);
    let tables = prop::collection::vec((word, fields), 1..4);
    tables.prop_filter_map("no schema", |tables| {
        let table = |(name, fields): &(&str, Vec<(&str, &str, bool)>)| {
            let field = |(id, name, required): &(&str, &str, bool)| SchemaField {
                required: *required,
                ..named(id, name)
            };
            table(name, &fields.iter().map(field).collect::<Vec<_>>())
        };
        Schema::new(tables.iter().map(table).collect()).ok()
    })
}

/// A mapping that somebody's program stated: of any fields, in any order, the same one more than once.
fn stated() -> impl Strategy<Value = Option<FieldMapping>> {
    let word = || prop::sample::select(&["a", "A", "b", "B", "c"][..]);
    let one = (word(), word(), word(), word()).prop_map(|(table, field, from_table, from_field)| {
        MappedField { target: field_ref(table, field), source: field_ref(from_table, from_field) }
    });
    prop::option::of(prop::collection::vec(one, 0..8).prop_map(FieldMapping::from_stored))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn a_suggestion_lacks_nothing_but_required_fields(
        target in schemas(),
        source in schemas(),
        before in stated(),
    ) {
        let suggestion = FieldMapping::suggest(&target, &source, before.as_ref());
        match FieldMapping::new(&target, &source, suggestion.fields().to_vec()) {
            Ok(made) => prop_assert_eq!(made, suggestion),
            Err(MappingError::Missing(missing)) => {
                prop_assert!(missing.iter().all(|field| suggestion.source_of(field).is_none()));
            }
            Err(refused) => prop_assert!(false, "{refused}"),
        }
    }

    #[test]
    fn what_was_chosen_is_suggested_again_just_so(target in schemas(), source in schemas(), before in stated()) {
        let first = FieldMapping::suggest(&target, &source, before.as_ref());
        prop_assert_eq!(FieldMapping::suggest(&target, &source, Some(&first)), first);
    }
}
