;; Arithmetic over every pixel of a compared picture, sixteen at a time; block-sums.ts calls it and says why.
;; scripts/generate-block-sums.ts makes block-sums-code.ts of it.
(module
  (memory (export "memory") 1)

  ;; [a0 a1 a2 a3] [b0 b1 b2 b3] -> [a0+a1 a2+a3 b0+b1 b2+b3]
  (func $pairs (param $a v128) (param $b v128) (result v128)
    (i32x4.add
      (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $a) (local.get $b))
      (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $a) (local.get $b))))

  ;; Takes four rows of two planes at $a and $b, $pitch bytes from row to row, $groups x 16 columns. Writes for each block of 4x4
  ;; into the four planes of 32-bit sums at $sums, $plane bytes apart: the sum of a, of b, of both squared, of their product.
  (func (export "sumBlocks")
    (param $a i32) (param $b i32) (param $pitch i32) (param $groups i32) (param $sums i32) (param $plane i32)
    (local $at i32) (local $end i32)
    (local $p v128) (local $q v128) (local $pLow v128) (local $pHigh v128) (local $qLow v128) (local $qHigh v128)
    (local $sumA v128) (local $sumB v128)
    (local $bothLow v128) (local $bothHigh v128) (local $productsLow v128) (local $productsHigh v128)
    (loop $group
      (local.set $sumA (v128.const i32x4 0 0 0 0))
      (local.set $sumB (v128.const i32x4 0 0 0 0))
      (local.set $bothLow (v128.const i32x4 0 0 0 0))
      (local.set $bothHigh (v128.const i32x4 0 0 0 0))
      (local.set $productsLow (v128.const i32x4 0 0 0 0))
      (local.set $productsHigh (v128.const i32x4 0 0 0 0))
      (local.set $at (i32.const 0))
      (local.set $end (i32.shl (local.get $pitch) (i32.const 2)))
      (loop $row
        (local.set $p (v128.load (i32.add (local.get $a) (local.get $at))))
        (local.set $q (v128.load (i32.add (local.get $b) (local.get $at))))
        (local.set $sumA (i16x8.add (local.get $sumA) (i16x8.extadd_pairwise_i8x16_u (local.get $p))))
        (local.set $sumB (i16x8.add (local.get $sumB) (i16x8.extadd_pairwise_i8x16_u (local.get $q))))
        (local.set $pLow (i16x8.extend_low_i8x16_u (local.get $p)))
        (local.set $pHigh (i16x8.extend_high_i8x16_u (local.get $p)))
        (local.set $qLow (i16x8.extend_low_i8x16_u (local.get $q)))
        (local.set $qHigh (i16x8.extend_high_i8x16_u (local.get $q)))
        (local.set $bothLow (i32x4.add (local.get $bothLow) (i32x4.add
          (i32x4.dot_i16x8_s (local.get $pLow) (local.get $pLow))
          (i32x4.dot_i16x8_s (local.get $qLow) (local.get $qLow)))))
        (local.set $bothHigh (i32x4.add (local.get $bothHigh) (i32x4.add
          (i32x4.dot_i16x8_s (local.get $pHigh) (local.get $pHigh))
          (i32x4.dot_i16x8_s (local.get $qHigh) (local.get $qHigh)))))
        (local.set $productsLow (i32x4.add (local.get $productsLow)
          (i32x4.dot_i16x8_s (local.get $pLow) (local.get $qLow))))
        (local.set $productsHigh (i32x4.add (local.get $productsHigh)
          (i32x4.dot_i16x8_s (local.get $pHigh) (local.get $qHigh))))
        (br_if $row (i32.lt_u
          (local.tee $at (i32.add (local.get $at) (local.get $pitch)))
          (local.get $end))))
      (local.set $at (local.get $sums))
      (v128.store (local.get $at) (i32x4.extadd_pairwise_i16x8_u (local.get $sumA)))
      (v128.store (local.tee $at (i32.add (local.get $at) (local.get $plane)))
        (i32x4.extadd_pairwise_i16x8_u (local.get $sumB)))
      (v128.store (local.tee $at (i32.add (local.get $at) (local.get $plane)))
        (call $pairs (local.get $bothLow) (local.get $bothHigh)))
      (v128.store (i32.add (local.get $at) (local.get $plane))
        (call $pairs (local.get $productsLow) (local.get $productsHigh)))
      (local.set $a (i32.add (local.get $a) (i32.const 16)))
      (local.set $b (i32.add (local.get $b) (i32.const 16)))
      (local.set $sums (i32.add (local.get $sums) (i32.const 16)))
      (br_if $group (local.tee $groups (i32.sub (local.get $groups) (i32.const 1))))))

  ;; Returns one sum for each of two adjacent windows: of blocks n and n+1, and of n+1 and n+2, above and here.
  (func $window (param $above i32) (param $here i32) (result v128)
    (f64x2.convert_low_i32x4_s (i32x4.add
      (i32x4.add (v128.load64_zero (local.get $above)) (v128.load64_zero offset=4 (local.get $above)))
      (i32x4.add (v128.load64_zero (local.get $here)) (v128.load64_zero offset=4 (local.get $here))))))

  ;; Returns the SSIM of all windows of 8x8 that two rows of blocks make, summed from left to right.
  (func (export "similarities")
    (param $above i32) (param $here i32) (param $plane i32) (param $windows i32) (param $c1 f64) (param $c2 f64)
    (result f64)
    (local $sum f64)
    (local $sumA v128) (local $sumB v128) (local $meanA v128) (local $meanB v128)
    (local $variances v128) (local $covariance v128) (local $ssim v128)
    (local $C1 v128) (local $C2 v128) (local $perPixel v128) (local $degrees v128) (local $two v128)
    (local.set $C1 (f64x2.splat (local.get $c1)))
    (local.set $C2 (f64x2.splat (local.get $c2)))
    ;; A window has 64 pixels.
    (local.set $perPixel (v128.const f64x2 0x1p-6 0x1p-6))
    ;; Unbiased, as in x264.
    (local.set $degrees (v128.const f64x2 63 63))
    (local.set $two (v128.const f64x2 2 2))
    (loop $next
      (local.set $sumA (call $window (local.get $above) (local.get $here)))
      (local.set $sumB (call $window
        (i32.add (local.get $above) (local.get $plane))
        (i32.add (local.get $here) (local.get $plane))))
      (local.set $variances (call $window
        (i32.add (local.get $above) (i32.shl (local.get $plane) (i32.const 1)))
        (i32.add (local.get $here) (i32.shl (local.get $plane) (i32.const 1)))))
      (local.set $covariance (call $window
        (i32.add (local.get $above) (i32.mul (local.get $plane) (i32.const 3)))
        (i32.add (local.get $here) (i32.mul (local.get $plane) (i32.const 3)))))
      (local.set $meanA (f64x2.mul (local.get $sumA) (local.get $perPixel)))
      (local.set $meanB (f64x2.mul (local.get $sumB) (local.get $perPixel)))
      (local.set $variances (f64x2.div (f64x2.sub (local.get $variances) (f64x2.mul (f64x2.add
          (f64x2.mul (local.get $sumA) (local.get $sumA))
          (f64x2.mul (local.get $sumB) (local.get $sumB))) (local.get $perPixel)))
        (local.get $degrees)))
      (local.set $covariance (f64x2.div (f64x2.sub (local.get $covariance) (f64x2.mul
          (f64x2.mul (local.get $sumA) (local.get $sumB)) (local.get $perPixel)))
        (local.get $degrees)))
      (local.set $ssim (f64x2.div
        (f64x2.mul
          (f64x2.add (f64x2.mul (f64x2.mul (local.get $two) (local.get $meanA)) (local.get $meanB)) (local.get $C1))
          (f64x2.add (f64x2.mul (local.get $two) (local.get $covariance)) (local.get $C2)))
        (f64x2.mul
          (f64x2.add
            (f64x2.add
              (f64x2.mul (local.get $meanA) (local.get $meanA))
              (f64x2.mul (local.get $meanB) (local.get $meanB)))
            (local.get $C1))
          (f64x2.add (local.get $variances) (local.get $C2)))))
      (local.set $sum (f64.add (local.get $sum) (f64x2.extract_lane 0 (local.get $ssim))))
      (if (i32.eq (local.get $windows) (i32.const 1)) (then (return (local.get $sum))))
      (local.set $sum (f64.add (local.get $sum) (f64x2.extract_lane 1 (local.get $ssim))))
      (local.set $above (i32.add (local.get $above) (i32.const 8)))
      (local.set $here (i32.add (local.get $here) (i32.const 8)))
      (br_if $next (local.tee $windows (i32.sub (local.get $windows) (i32.const 2)))))
    (local.get $sum)))
