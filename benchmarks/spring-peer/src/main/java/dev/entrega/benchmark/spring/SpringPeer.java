package dev.entrega.benchmark.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The process. Which listener it has is a profile, {@code bare} or {@code tuned}; which queue, {@code BENCHMARK_QUEUE}. */
@SpringBootApplication
public class SpringPeer {

    public static void main(String[] args) {
        SpringApplication.run(SpringPeer.class, args);
        System.out.println("is ready");
    }
}
