package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests {@link JsonView}. */
class JsonViewTest {

    private static JsonView view(String json) {
        return JsonView.of(JsonParser.parseString(json));
    }

    @Test
    void readsWhatIsThere() {
        JsonView view = view("{\"a\": [{\"n\": 7, \"t\": \"x\", \"f\": true}]}");
        JsonView item = view.get("a").items(1).get(0);
        assertThat(item.get("n").number(0, 7)).isEqualTo(7);
        assertThat(item.get("t").text()).isEqualTo("x");
        assertThat(item.get("f").flag()).isTrue();
        assertThat(item.find("nothing")).isEmpty();
    }

    @Test
    void namesThePlaceOfAFault() {
        JsonView view = view("{\"a\": [{\"n\": \"7\"}]}");
        assertThatThrownBy(() -> view.get("a").items(1).get(0).get("n").number(0, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("return.a[0].n is not a number");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"8", "-1", "1.0", "1e3", "1e999999999", "99999999999999999999", "9223372036854775808", "null"})
    void refusesNumbersOutOfRange(String number) {
        JsonView view = view("{\"n\": " + number + "}");
        assertThatThrownBy(() -> view.get("n").number(0, 7)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsUnsignedNumbers() {
        assertThat(view("18446744073709551615").unsigned64()).isEqualTo(-1);
        assertThatThrownBy(() -> view("18446744073709551616").unsigned64())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> view("-1").unsigned64()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void boundsListsAndTexts() {
        assertThatThrownBy(() -> view("[1, 2]").items(1)).hasMessage("return has 2 items, more than 1");
        assertThatThrownBy(() -> view("\"" + "x".repeat(5000) + "\"").text())
                .hasMessage("return is a text of 5000 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "\"x\"", "[]", "true"})
    void refusesOtherKinds(String json) {
        assertThatThrownBy(() -> view(json).get("a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMissingReplyIsNoReply() {
        assertThatThrownBy(() -> JsonView.of(null).get("a")).isInstanceOf(IllegalArgumentException.class);
    }
}
