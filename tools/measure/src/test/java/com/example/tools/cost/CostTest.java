package com.example.tools.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.draw.Pictures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The program that measures what each way costs: it measures every room, and the course shows what it found. */
class CostTest {

    private static final Course COURSE = Course.here();
    private static final List<Measurement> QUICK = new ArrayList<>();

    @BeforeAll
    static void measureEveryRoomForASecondOrTwo() throws Exception {
        Cost.measure(COURSE, Cost.cases(Way.quick(), List.of(5)), Talk.quick(), QUICK::addAll);
    }

    @Test
    void every_room_is_measured_in_every_talk() {
        assertEquals(Way.quick().size() * Talk.quick().size(), QUICK.size());
        assertEquals(List.of(2, 3, 4, 6, 7, 8), QUICK.stream().map(one -> one.way().lesson()).distinct().toList());
    }

    @Test
    void nothing_is_cheaper_than_the_least() {
        for (Measurement one : QUICK) {
            assertTrue(one.bytesPerDelivery() >= one.leastBytesPerDelivery(), one + ": fewer bytes than the least");
            assertTrue(one.medianMicros() > 0 && one.medianMicros() <= one.p99Micros()
                    && one.p99Micros() <= one.worstMicros(), one + ": the delays are not in order");
            assertTrue(one.tripMicros() > 0 && one.heapKib() > 0 && one.threads() > 0, one::toString);
        }
    }

    @Test
    void the_requests_are_those_that_each_transport_is_known_for() {
        for (Measurement one : QUICK) {
            int lesson = one.way().lesson();
            if (lesson == 2 && one.talk().equals("quiet")) {
                assertTrue(one.requests() > one.deliveries() + one.messages(), one + ": polling asks in vain");
            } else if (lesson == 3 && one.talk().equals("quiet")) {
                assertEquals(one.deliveries() + one.messages(), one.requests(), one + ": asks again for each message");
            } else if (lesson == 4) {
                assertEquals(one.messages(), one.requests(), one + ": a request only for what is said");
            } else if (lesson > 4) {
                assertEquals(0, one.requests(), one + ": no request at all");
            }
        }
    }

    @Test
    void each_way_sends_fewer_bytes_than_the_one_before_it() {
        double[] bytes = List.of(2, 3, 4, 6).stream().mapToDouble(lesson -> QUICK.stream()
                .filter(one -> one.way().lesson() == lesson && one.talk().equals("quiet")).findFirst().orElseThrow()
                .bytesPerDelivery()).toArray();
        for (int i = 1; i < bytes.length; i++) {
            assertTrue(bytes[i] < bytes[i - 1], bytes[i - 1] + ", then " + bytes[i]);
        }
        assertTrue(QUICK.stream().filter(one -> one.way().lesson() == 6)
                .allMatch(one -> one.bytesPerDelivery() == one.leastBytesPerDelivery()), "frames by hand");
    }

    @Test
    void a_measurement_comes_out_of_the_file_as_it_went_in() {
        for (Measurement one : QUICK) {
            assertEquals(one, Measurement.parse(one.row()));
        }
    }

    @Test
    void pictures_and_tables_are_what_the_measurements_make_of_them() throws Exception {
        assertEquals(List.of(), Pictures.check(COURSE));
    }

    @Test
    void of_each_way_in_the_file_all_cases_are_there_and_once() throws IOException {
        List<Measurement> all = CostCsv.read(COURSE).all();
        assertTrue(CostCsv.read(COURSE).ways().size() >= 6, "only " + CostCsv.read(COURSE).ways() + " are measured");
        for (Cost.Case one : Cost.cases(CostCsv.read(COURSE).ways(), List.of(10, 100))) {
            for (Talk talk : Talk.all()) {
                Predicate<Measurement> same = measured -> measured.way().equals(one.way())
                        && measured.readers() == one.readers() && measured.talk().equals(talk.name());
                assertEquals(1, all.stream().filter(same).count(), one + ", " + talk.name());
            }
        }
    }
}
