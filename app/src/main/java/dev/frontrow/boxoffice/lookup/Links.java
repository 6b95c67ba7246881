package dev.frontrow.boxoffice.lookup;

/// The calls that answer all about a thing.
final class Links {

    private static final String OPERATOR = "/api/v1/operator/";

    private Links() {}

    static String story(String buyerId) {
        return OPERATOR + "buyers/" + buyerId + "/story";
    }

    static String order(String paymentId) {
        return OPERATOR + "orders/" + paymentId;
    }

    static String hold(String holdId) {
        return OPERATOR + "holds/" + holdId;
    }

    /// The page in the box office that shows the same as a call.
    static String page(String link) {
        String thing = link.substring(OPERATOR.length()).replace("/story", "").replaceFirst("^orders/", "");
        return "/office/orders/" + thing;
    }

    static String place(String placeId) {
        return OPERATOR + "places/" + placeId;
    }
}
