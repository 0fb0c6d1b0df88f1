//! Kinds of utility a connection collects.

use crate::names::named;

named! {
    /// A kind of utility.
    UtilityType, ParseUtilityTypeError, "a utility type" {
        /// Electric power.
        Electricity = "ELECTRICITY",
        /// Natural gas.
        Gas = "GAS",
        /// Drinking water.
        Water = "WATER",
        /// Waste collection.
        Waste = "WASTE",
        /// Heating oil, propane and other delivered fuel.
        Fuel = "FUEL",
        /// Power made on the site.
        Solar = "SOLAR",
        /// Waste water.
        Sewer = "SEWER",
        /// District steam.
        Steam = "STEAM",
        /// District cooling.
        ChilledWater = "CHILLED_WATER",
        /// District heating.
        HotWater = "HOT_WATER",
    }
}

/// A set of utility types, in the documented order.
pub type UtilityTypes = std::collections::BTreeSet<UtilityType>;
