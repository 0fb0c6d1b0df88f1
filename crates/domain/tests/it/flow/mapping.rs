use latchstring_domain::flow::{FieldMapping, MappedField, MappingError, Schema};

use crate::fixture::{field, field_ref, mapped, required, schema, table};

fn target() -> Schema {
    schema(&[
        table("Invoice", &[field("number"), required("total"), field("due")]),
        table("Party", &[required("name")]),
    ])
}

fn source() -> Schema {
    schema(&[table("Bills", &[field("no"), field("amount")]), table("Accounts", &[field("holder")])])
}

fn map(chosen: &[MappedField]) -> Result<FieldMapping, MappingError> {
    FieldMapping::new(&target(), &source(), chosen.to_vec())
}

#[test]
fn a_mapping_has_the_order_of_the_customers_schema_whatever_the_order_of_the_choices() {
    let in_order = [
        mapped("Invoice.number", "Bills.no"),
        mapped("Invoice.total", "Bills.amount"),
        mapped("Party.name", "Accounts.holder"),
    ];
    let mut backwards = in_order.clone();
    backwards.reverse();
    for chosen in [&in_order, &backwards] {
        assert_eq!(map(chosen).unwrap().fields(), in_order);
    }
    let made = map(&in_order).unwrap();
    assert_eq!(made.source_of(&field_ref("Invoice", "total")), Some(&field_ref("Bills", "amount")));
    assert_eq!(made.source_of(&field_ref("Invoice", "due")), None);
}

#[test]
fn one_field_of_the_source_may_fill_several() {
    let chosen = [mapped("Invoice.total", "Bills.amount"), mapped("Party.name", "Bills.amount")];
    assert_eq!(map(&chosen).unwrap().fields(), chosen);
}

#[test]
fn what_is_unknown_is_refused_by_name() {
    let all = [mapped("Invoice.total", "Bills.amount"), mapped("Party.name", "Accounts.holder")];
    let with = |wrong: MappedField| map(&[&all[..], &[wrong]].concat());
    for (target, field) in [("Invoice.paid", ("Invoice", "paid")), ("Party.total", ("Party", "total"))] {
        let unknown = MappingError::UnknownTarget(field_ref(field.0, field.1));
        assert_eq!(with(mapped(target, "Bills.no")), Err(unknown));
    }
    for (source, field) in [("Bills.holder", ("Bills", "holder")), ("bills.no", ("bills", "no"))] {
        let unknown = MappingError::UnknownSource(field_ref(field.0, field.1));
        assert_eq!(with(mapped("Invoice.number", source)), Err(unknown));
    }
}

#[test]
fn a_field_is_filled_once_even_when_both_choices_agree() {
    for second in ["Bills.amount", "Bills.no"] {
        let chosen = [
            mapped("Invoice.total", "Bills.amount"),
            mapped("Party.name", "Accounts.holder"),
            mapped("Invoice.total", second),
        ];
        assert_eq!(map(&chosen), Err(MappingError::Repeated(field_ref("Invoice", "total"))), "{second}");
    }
}

#[test]
fn every_required_field_that_is_missing_is_named_in_order() {
    let missing = |fields: &[(&str, &str)]| {
        Err(MappingError::Missing(fields.iter().map(|(table, field)| field_ref(table, field)).collect()))
    };
    assert_eq!(map(&[]), missing(&[("Invoice", "total"), ("Party", "name")]));
    assert_eq!(
        map(&[mapped("Invoice.due", "Bills.no")]),
        missing(&[("Invoice", "total"), ("Party", "name")])
    );
    assert_eq!(map(&[mapped("Party.name", "Bills.no")]), missing(&[("Invoice", "total")]));
    let wrong = [mapped("Invoice.due", "Bills.none")];
    assert_eq!(
        map(&wrong),
        Err(MappingError::UnknownSource(field_ref("Bills", "none"))),
        "what is wrong goes first"
    );
}

#[test]
fn where_nothing_is_required_nothing_need_be_mapped() {
    let free = schema(&[table("Invoice", &[field("number")])]);
    assert_eq!(FieldMapping::new(&free, &source(), Vec::new()), Ok(FieldMapping::default()));
}
