package dev.frontrow.boxoffice.lookup;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The places of a hold as people know them: a seat by its label, a place of an area by the area's name.
final class SeatNames {

    private SeatNames() {}

    /// From the columns `seats` and `areas`; empty where the first is null.
    static List<String> of(ResultSet row) throws SQLException {
        Array labels = row.getArray("seats");
        if (labels == null) {
            return List.of();
        }
        String[] seats = (String[]) labels.getArray();
        Array ofAreas = row.getArray("areas");
        String[] areas = ofAreas == null ? new String[seats.length] : (String[]) ofAreas.getArray();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < seats.length; i++) {
            names.add(areas[i] == null ? seats[i] : areas[i]);
        }
        return names;
    }
}
